// SPDX-License-Identifier: Apache-2.0
/** How rows of weights are stored: each data type's bytes, in GGUF's order. */
package dev.baobab.generators.models.codec;
