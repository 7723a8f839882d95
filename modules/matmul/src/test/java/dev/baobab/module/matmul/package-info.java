// SPDX-License-Identifier: Apache-2.0

/** Tests of the emitted kernels, as text and on this machine's processor. */
package dev.baobab.module.matmul;
