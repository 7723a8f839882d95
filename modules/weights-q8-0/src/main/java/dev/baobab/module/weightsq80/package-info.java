// SPDX-License-Identifier: Apache-2.0

/** Weights as signed bytes, 32 a scale. */
package dev.baobab.module.weightsq80;
