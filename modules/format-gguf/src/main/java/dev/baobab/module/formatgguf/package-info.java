// SPDX-License-Identifier: Apache-2.0
/** Models: GGUF files. */
package dev.baobab.module.formatgguf;
