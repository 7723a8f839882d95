// SPDX-License-Identifier: Apache-2.0
/** Measurements of a kernel on its own machine: speed, perplexity, logits. */
package dev.baobab.module.bench;
