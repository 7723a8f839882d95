// SPDX-License-Identifier: Apache-2.0

/** Weights in half precision. */
package dev.baobab.module.weightsf16;
