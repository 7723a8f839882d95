// SPDX-License-Identifier: Apache-2.0
/** What tokenizers share: pieces of text, their merges, special tokens. */
package dev.baobab.module.pieces;
