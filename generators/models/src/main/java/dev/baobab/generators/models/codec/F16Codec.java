// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/** Half precision. */
final class F16Codec implements RowCodec {
  @Override
  public void encode(float[] values, int from, int count, byte[] bytes, int at) {
    for (int i = 0; i < count; i++) {
      LittleEndian.putShort(bytes, at + i * Short.BYTES, Half.fromFloat(values[from + i]));
    }
  }

  @Override
  public void decode(byte[] bytes, int at, int count, float[] values, int from) {
    for (int i = 0; i < count; i++) {
      values[from + i] = Half.toFloat(LittleEndian.getShort(bytes, at + i * Short.BYTES));
    }
  }
}
