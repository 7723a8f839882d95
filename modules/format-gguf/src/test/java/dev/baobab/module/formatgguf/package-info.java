// SPDX-License-Identifier: Apache-2.0
/** Tests of module format-gguf. */
package dev.baobab.module.formatgguf;
