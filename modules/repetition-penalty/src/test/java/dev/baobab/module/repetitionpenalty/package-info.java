// SPDX-License-Identifier: Apache-2.0
/** Tests of module repetition-penalty. */
package dev.baobab.module.repetitionpenalty;
