// SPDX-License-Identifier: Apache-2.0
/** A story at boot. */
package dev.baobab.module.story;
