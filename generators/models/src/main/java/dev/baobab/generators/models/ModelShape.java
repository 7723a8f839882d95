// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shape of a model of the Llama family.
 *
 * @param dim width of the residual stream
 * @param hidden width of the feed-forward network
 * @param layers number of layers
 * @param heads query heads; divides {@code dim}
 * @param kvHeads key and value heads; divides {@code heads}
 * @param vocabulary number of tokens
 * @param context positions that the model was trained for
 * @param sharedClassifier whether the classifier is the embedding
 */
public record ModelShape(
    int dim,
    int hidden,
    int layers,
    int heads,
    int kvHeads,
    int vocabulary,
    int context,
    boolean sharedClassifier) {
  /** Greater than any model's, and so small that a product of three fits 63 bits with ease. */
  private static final int GREATEST = 1 << 20;

  /** Width of a head. */
  public int headSize() {
    return dim / heads;
  }

  /** Width of the keys, and of the values, of one position. */
  public int kvDim() {
    return kvHeads * headSize();
  }

  /**
   * Checks a shape that came from a file; what the kernel checks too.
   *
   * @param file its name, for the error
   * @throws ModelException naming the field and its value
   */
  public ModelShape check(String file) {
    Map<String, Integer> fields = new LinkedHashMap<>();
    fields.put("dim", dim);
    fields.put("hidden_dim", hidden);
    fields.put("n_layers", layers);
    fields.put("n_heads", heads);
    fields.put("n_kv_heads", kvHeads);
    fields.put("vocab_size", vocabulary);
    fields.put("max_seq_len", context);
    fields.forEach(
        (name, value) ->
            require(value >= 1 && value <= GREATEST, file, name, value, "not from 1 to 1048576"));
    require(dim % heads == 0, file, "n_heads", heads, "does not divide dim");
    require(heads % kvHeads == 0, file, "n_kv_heads", kvHeads, "does not divide n_heads");
    require(
        headSize() % 2 == 0, file, "dim / n_heads", headSize(), "the rotary embedding needs pairs");
    return this;
  }

  private static void require(boolean ok, String file, String field, int value, String why) {
    if (!ok) {
      throw new ModelException(
          ModelError.MODEL_SHAPE_INVALID,
          "copy the model's file again, or give one that is of the format that is named",
          "%s: %s is %d: %s.",
          file,
          field,
          value,
          why);
    }
  }
}
