// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/** The upper halves of float32 values. */
final class Bf16Codec implements RowCodec {
  @Override
  public void encode(float[] values, int from, int count, byte[] bytes, int at) {
    for (int i = 0; i < count; i++) {
      LittleEndian.putShort(bytes, at + i * Short.BYTES, Half.toBfloat16(values[from + i]));
    }
  }

  @Override
  public void decode(byte[] bytes, int at, int count, float[] values, int from) {
    for (int i = 0; i < count; i++) {
      values[from + i] = Half.fromBfloat16(LittleEndian.getShort(bytes, at + i * Short.BYTES));
    }
  }
}
