// SPDX-License-Identifier: Apache-2.0
/** Tests of module story. */
package dev.baobab.module.story;
