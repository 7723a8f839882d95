// SPDX-License-Identifier: Apache-2.0
/** Tests of module tokenizer-spm. */
package dev.baobab.module.tokenizerspm;
