// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/** Single precision, as it is. */
final class F32Codec implements RowCodec {
  @Override
  public void encode(float[] values, int from, int count, byte[] bytes, int at) {
    for (int i = 0; i < count; i++) {
      LittleEndian.putFloat(bytes, at + i * Float.BYTES, values[from + i]);
    }
  }

  @Override
  public void decode(byte[] bytes, int at, int count, float[] values, int from) {
    for (int i = 0; i < count; i++) {
      values[from + i] = LittleEndian.getFloat(bytes, at + i * Float.BYTES);
    }
  }
}
