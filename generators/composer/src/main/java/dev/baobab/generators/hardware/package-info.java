// SPDX-License-Identifier: Apache-2.0
/** The hardware profiles that every definition can choose. */
package dev.baobab.generators.hardware;
