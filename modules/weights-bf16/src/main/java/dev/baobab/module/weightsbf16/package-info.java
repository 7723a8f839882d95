// SPDX-License-Identifier: Apache-2.0

/** Weights in bfloat16 precision. */
package dev.baobab.module.weightsbf16;
