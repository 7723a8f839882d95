// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.testkit.RandomModel;

/** The shapes of models that are measured. */
enum Shape {
  STORIES_15M("15m", RandomModel.stories15M()),
  STORIES_110M("110m", RandomModel.stories110M()),
  TINY_LLAMA("1.1b", RandomModel.tinyLlama());

  private final String label;
  private final RandomModel model;

  Shape(String label, RandomModel model) {
    this.label = label;
    this.model = model;
  }

  /** What it is called on the command line and in the results. */
  String label() {
    return label;
  }

  RandomModel model() {
    return model;
  }

  /** Bytes of weights that one token reads: all matrices, but of the embedding a row. */
  long bytesPerToken(DataType type) {
    int dim = model.dim();
    int kvDim = dim / model.heads() * model.kvHeads();
    // Rows of dim elements: query, attention out, key, value, gate, up.
    long rows = 2L * dim + 2L * kvDim + 2L * model.hidden();
    long layer = rows * type.rowBytes(dim) + dim * type.rowBytes(model.hidden());
    return model.layers() * layer + model.vocabulary() * type.rowBytes(dim);
  }
}
