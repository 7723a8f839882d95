// SPDX-License-Identifier: Apache-2.0
/** GGUF files, version 3, little-endian: what llama.cpp loads. */
package dev.baobab.generators.models.gguf;
