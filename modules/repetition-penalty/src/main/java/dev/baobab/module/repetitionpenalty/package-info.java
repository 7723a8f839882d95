// SPDX-License-Identifier: Apache-2.0
/** Sampling: tokens that came lately are less likely. */
package dev.baobab.module.repetitionpenalty;
