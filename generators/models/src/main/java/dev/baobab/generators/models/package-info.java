// SPDX-License-Identifier: Apache-2.0
/**
 * Language models as what they are, whatever file they come from: a shape, and named tensors that
 * are read row by row, so that a model never has to fit into memory.
 */
package dev.baobab.generators.models;
