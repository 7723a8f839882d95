// SPDX-License-Identifier: Apache-2.0

/** What of the forward pass is no product with a matrix, once for each instruction set. */
package dev.baobab.module.vector;
