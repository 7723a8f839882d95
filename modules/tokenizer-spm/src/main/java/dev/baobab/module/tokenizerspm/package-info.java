// SPDX-License-Identifier: Apache-2.0
/** Text and tokens: SentencePiece vocabularies, of their own and in llama2.c's format. */
package dev.baobab.module.tokenizerspm;
