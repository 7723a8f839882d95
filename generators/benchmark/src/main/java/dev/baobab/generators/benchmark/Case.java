// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.dsl.DataType;

/**
 * What is measured with every engine.
 *
 * @param shape the model's shape
 * @param type the type of its matrices
 * @param cores threads, or processors of a kernel
 * @param prompt tokens of the prompt
 * @param decode tokens that are decoded
 * @param depth tokens in the context before the first that is decoded
 */
record Case(Shape shape, DataType type, int cores, int prompt, int decode, int depth) {
  /** Positions that a context must have. */
  int positions() {
    return Math.max(prompt, depth + decode);
  }

  /** Bytes of weights that a decoded token reads. */
  long bytesPerToken() {
    return shape.bytesPerToken(type);
  }

  @Override
  public String toString() {
    String place = depth == 0 ? "" : " behind " + depth;
    return "%s %s, %d %s%s"
        .formatted(shape.label(), type, cores, cores == 1 ? "core" : "cores", place);
  }
}
