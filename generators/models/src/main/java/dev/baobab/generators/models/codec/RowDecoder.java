// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/**
 * Turns the bytes of a type into float32 values, in GGUF's order, little-endian. The values are
 * those of ggml's {@code dequantize_row_*}, bit for bit: each product and each sum is rounded.
 * Stateless.
 */
@FunctionalInterface
public interface RowDecoder {
  /**
   * Decodes values.
   *
   * @param count how many; whole blocks
   */
  void decode(byte[] bytes, int at, int count, float[] values, int from);
}
