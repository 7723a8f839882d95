// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.codec.NotFinite;
import dev.baobab.generators.models.codec.RowCodec;
import java.io.IOException;

/**
 * Gives the rows of a tensor in a type: as they are where they are of that type, else quantized
 * from their values. Weights that no kernel could compute with are an error.
 *
 * @param label the tensor's name, for errors
 * @param columns its columns
 * @param data its elements
 * @param type the type; fits its columns
 */
public record TensorEncoder(String label, int columns, TensorData data, DataType type) {
  /** Gives the rows of a tensor of a model. */
  public TensorEncoder(Tensor tensor, DataType type) {
    this(tensor.label(), tensor.columns(), tensor.data(), type);
  }

  /** The bytes of a row. */
  public int rowBytes() {
    return Math.toIntExact(type.rowBytes(columns));
  }

  /**
   * Encodes rows in GGUF's order.
   *
   * @throws ModelException if a weight is no finite number, or too large for the type
   */
  public byte[] rows(int row, int rows) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(rows, rowBytes())];
    int count = Math.multiplyExact(rows, columns);
    if (data.type() == type) {
      data.bytes(row, rows, bytes);
      int at = NotFinite.indexIn(bytes, type, count);
      if (at >= 0) {
        throw notFinite(row, at);
      }
      return bytes;
    }
    float[] values = new float[count];
    data.floats(row, rows, values);
    int at = NotFinite.indexIn(values);
    if (at >= 0) {
      throw notFinite(row, at);
    }
    RowCodec.of(type).encode(values, 0, count, bytes, 0);
    at = NotFinite.indexIn(bytes, type, count);
    if (at >= 0) {
      throw new ModelException(
          ModelError.MODEL_WEIGHT_TOO_LARGE,
          "choose BF16 or F32, which have the range",
          "%s: %s has a weight that %s cannot hold, %s.",
          data.origin(),
          label,
          type,
          place(row, at));
    }
    return bytes;
  }

  private ModelException notFinite(int row, int at) {
    return new ModelException(
        ModelError.MODEL_WEIGHT_NOT_FINITE,
        "copy the model's file again; if it stays, its training failed",
        "%s: %s has a weight that is no finite number, %s.",
        data.origin(),
        label,
        place(row, at));
  }

  private String place(int row, int index) {
    return "row %d, column %d".formatted(row + index / columns, index % columns);
  }
}
