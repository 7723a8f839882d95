// SPDX-License-Identifier: Apache-2.0

/** Weights as 4-bit integers, 32 a scale and a minimum. */
package dev.baobab.module.weightsq41;
