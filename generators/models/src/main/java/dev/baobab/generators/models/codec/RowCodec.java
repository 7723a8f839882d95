// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import dev.baobab.dsl.DataType;

/**
 * Turns float32 values into the bytes of a data type and back, in GGUF's order, little-endian. The
 * bytes are those that ggml's reference quantizers ({@code quantize_row_*_ref}) write, bit for bit.
 * Stateless.
 */
public interface RowCodec extends RowDecoder {
  /** The codec of a type. */
  static RowCodec of(DataType type) {
    return switch (type) {
      case F32 -> new F32Codec();
      case F16 -> new F16Codec();
      case BF16 -> new Bf16Codec();
      case Q8_0 -> new Q8Codec();
      case Q4_0 -> new Q4Codec();
      case Q4_1 -> new Q41Codec();
    };
  }

  /**
   * Encodes values.
   *
   * @param count how many; a multiple of {@link DataType#BLOCK} for the quantized types
   */
  void encode(float[] values, int from, int count, byte[] bytes, int at);
}
