// SPDX-License-Identifier: Apache-2.0

/**
 * Matrix-vector kernels: one description of the micro-kernel, emitted as nasm for each instruction
 * set.
 */
package dev.baobab.module.matmul;
