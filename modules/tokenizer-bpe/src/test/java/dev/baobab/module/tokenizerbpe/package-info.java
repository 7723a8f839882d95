// SPDX-License-Identifier: Apache-2.0
/** Tests of module tokenizer-bpe. */
package dev.baobab.module.tokenizerbpe;
