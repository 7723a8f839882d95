// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/** A decoder of a type whose values come in blocks: it decodes one, and all follow. */
abstract class BlockDecoder implements RowDecoder {
  /** Elements of a block of the types of 32. */
  static final int SMALL = 32;

  /** Elements of a super-block of the K types. */
  static final int LARGE = 256;

  private final int elements;
  private final int bytes;

  /**
   * @param elements values of a block
   * @param bytes bytes of a block
   */
  BlockDecoder(int elements, int bytes) {
    this.elements = elements;
    this.bytes = bytes;
  }

  /** Decodes the block that starts at a byte. */
  abstract void block(byte[] bytes, int at, float[] values, int from);

  @Override
  public final void decode(byte[] data, int at, int count, float[] values, int from) {
    for (int block = 0; block < count / elements; block++) {
      block(data, at + block * bytes, values, from + block * elements);
    }
  }

  /** The binary16 at an offset. */
  static float half(byte[] bytes, int at) {
    return Half.toFloat(LittleEndian.getShort(bytes, at));
  }

  static int low(byte pair) {
    return pair & 15;
  }

  static int high(byte pair) {
    return (pair >>> 4) & 15;
  }
}
