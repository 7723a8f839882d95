// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import static dev.baobab.generators.models.TensorKind.ATTENTION_NORM;
import static dev.baobab.generators.models.TensorKind.ATTENTION_OUT;
import static dev.baobab.generators.models.TensorKind.CLASSIFIER;
import static dev.baobab.generators.models.TensorKind.DOWN;
import static dev.baobab.generators.models.TensorKind.EMBEDDING;
import static dev.baobab.generators.models.TensorKind.FEED_FORWARD_NORM;
import static dev.baobab.generators.models.TensorKind.FINAL_NORM;
import static dev.baobab.generators.models.TensorKind.GATE;
import static dev.baobab.generators.models.TensorKind.KEY;
import static dev.baobab.generators.models.TensorKind.QUERY;
import static dev.baobab.generators.models.TensorKind.UP;
import static dev.baobab.generators.models.TensorKind.VALUE;

import dev.baobab.generators.models.TensorKind;
import java.util.List;

/** llama2.c's formats: each a header and tensors in an order; a kind has all layers together. */
enum Llama2cFormat {
  /** Seven numbers, then float32, tables of the rotary embedding among them. */
  LEGACY(
      28,
      List.of(
          EMBEDDING,
          ATTENTION_NORM,
          QUERY,
          KEY,
          VALUE,
          ATTENTION_OUT,
          FEED_FORWARD_NORM,
          GATE,
          DOWN,
          UP,
          FINAL_NORM,
          CLASSIFIER)),

  /** A header of 256 bytes, then float32, the norms first. */
  VERSION_1(256, Orders.NORMS_FIRST),

  /** As version 1; each matrix is its int8 quants and then its float32 scales, one a group. */
  VERSION_2(256, Orders.NORMS_FIRST);

  private final int headerBytes;
  private final List<TensorKind> order;

  Llama2cFormat(int headerBytes, List<TensorKind> order) {
    this.headerBytes = headerBytes;
    this.order = order;
  }

  int headerBytes() {
    return headerBytes;
  }

  List<TensorKind> order() {
    return order;
  }

  private static final class Orders {
    static final List<TensorKind> NORMS_FIRST =
        List.of(
            ATTENTION_NORM,
            FEED_FORWARD_NORM,
            FINAL_NORM,
            EMBEDDING,
            QUERY,
            KEY,
            VALUE,
            ATTENTION_OUT,
            GATE,
            DOWN,
            UP,
            CLASSIFIER);
  }
}
