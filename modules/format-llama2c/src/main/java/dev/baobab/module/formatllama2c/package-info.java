// SPDX-License-Identifier: Apache-2.0
/** Models: the files of llama2.c. */
package dev.baobab.module.formatllama2c;
