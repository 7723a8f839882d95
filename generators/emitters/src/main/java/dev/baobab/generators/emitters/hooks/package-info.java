// SPDX-License-Identifier: Apache-2.0

/** The functions of bb_hooks.c: one class for each extension point, in the order of bb_hooks.h. */
package dev.baobab.generators.emitters.hooks;
