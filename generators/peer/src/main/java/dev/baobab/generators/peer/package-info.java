// SPDX-License-Identifier: Apache-2.0
/**
 * llama.cpp as a peer: the same weights give the same logits and the same quantized blocks, and its
 * speed is what ours is compared with. It runs as a process of its own, a small C program that
 * loads the library which the Maven artifact {@code de.kherud:llama} carries, or another build.
 */
package dev.baobab.generators.peer;
