// SPDX-License-Identifier: Apache-2.0
/** What can be seen of a kernel at work: self-test, NaN detection, logits, layers, memory map. */
package dev.baobab.module.diagnostics;
