// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import dev.baobab.dsl.DataType;
import java.util.Arrays;
import java.util.Optional;

/** The types that tensors of GGUF files can have ({@code enum ggml_type}). */
public enum GgmlType {
  /** Single precision. */
  F32(0, 1, 4, DataType.F32),
  /** Half precision. */
  F16(1, 1, 2, DataType.F16),
  /** 4 bits and a scale. */
  Q4_0(2, 32, 18, DataType.Q4_0),
  /** 4 bits, a scale and a minimum. */
  Q4_1(3, 32, 20, DataType.Q4_1),
  /** 5 bits and a scale. */
  Q5_0(6, 32, 22, new Q5Decoder(false)),
  /** 5 bits, a scale and a minimum. */
  Q5_1(7, 32, 24, new Q5Decoder(true)),
  /** 8 bits and a scale. */
  Q8_0(8, 32, 34, DataType.Q8_0),
  /** For activations only. */
  Q8_1(9, 32, 36),
  /** 2 bits; scales and minima of 4 bits. */
  Q2_K(10, 256, 84, new Q2KDecoder()),
  /** 3 bits; scales of 6 bits. */
  Q3_K(11, 256, 110, new Q3KDecoder()),
  /** 4 bits; scales and minima of 6 bits. */
  Q4_K(12, 256, 144, new Q4KDecoder(false)),
  /** 5 bits; scales and minima of 6 bits. */
  Q5_K(13, 256, 176, new Q4KDecoder(true)),
  /** 6 bits; scales of 8 bits. */
  Q6_K(14, 256, 210, new Q6KDecoder()),
  /** For activations only. */
  Q8_K(15, 256, 292),
  /** About 2.06 bits, by tables. */
  IQ2_XXS(16, 256, 66),
  /** About 2.31 bits, by tables. */
  IQ2_XS(17, 256, 74),
  /** About 3.06 bits, by tables. */
  IQ3_XXS(18, 256, 98),
  /** About 1.56 bits, by tables. */
  IQ1_S(19, 256, 50),
  /** 4 bits that choose one of 16 levels, and a scale. */
  IQ4_NL(20, 32, 18, new Iq4NlDecoder()),
  /** About 3.44 bits, by tables. */
  IQ3_S(21, 256, 110),
  /** About 2.56 bits, by tables. */
  IQ2_S(22, 256, 82),
  /** As IQ4_NL, with scales of 6 bits. */
  IQ4_XS(23, 256, 136),
  /** Integers of 8 bits. */
  I8(24, 1, 1),
  /** Integers of 16 bits. */
  I16(25, 1, 2),
  /** Integers of 32 bits. */
  I32(26, 1, 4),
  /** Integers of 64 bits. */
  I64(27, 1, 8),
  /** Double precision. */
  F64(28, 1, 8),
  /** About 1.75 bits, by tables. */
  IQ1_M(29, 256, 56),
  /** The upper half of single precision. */
  BF16(30, 1, 2, DataType.BF16),
  /** Three values, packed densely. */
  TQ1_0(34, 256, 54),
  /** Three values, of 2 bits. */
  TQ2_0(35, 256, 66);

  private final int number;
  private final int blockElements;
  private final int blockBytes;
  private final RowDecoder decoder;
  private final DataType dataType;

  GgmlType(int number, int blockElements, int blockBytes, DataType dataType) {
    this(number, blockElements, blockBytes, RowCodec.of(dataType), dataType);
  }

  GgmlType(int number, int blockElements, int blockBytes, RowDecoder decoder) {
    this(number, blockElements, blockBytes, decoder, null);
  }

  GgmlType(int number, int blockElements, int blockBytes) {
    this(number, blockElements, blockBytes, null, null);
  }

  GgmlType(int number, int blockElements, int blockBytes, RowDecoder decoder, DataType dataType) {
    this.number = number;
    this.blockElements = blockElements;
    this.blockBytes = blockBytes;
    this.decoder = decoder;
    this.dataType = dataType;
  }

  /** The type of a data type's name. */
  public static GgmlType of(DataType type) {
    return valueOf(type.name());
  }

  /** The type of a number; empty if it is none, or one that is no more. */
  public static Optional<GgmlType> numbered(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  /** Its number in files. */
  public int number() {
    return number;
  }

  /** Whether rows of so many columns are whole blocks. */
  public boolean fits(int columns) {
    return columns % blockElements == 0;
  }

  /** The bytes of a row. */
  public long rowBytes(int columns) {
    return (long) columns / blockElements * blockBytes;
  }

  /** Turns rows into values; empty for the types that cannot be read. */
  public Optional<RowDecoder> decoder() {
    return Optional.ofNullable(decoder);
  }

  /** The same type, of those that kernels compute with; empty for the others. */
  public Optional<DataType> dataType() {
    return Optional.ofNullable(dataType);
  }

  /**
   * The type that kernels compute with: this one, or what they make of it while they load it; empty
   * for the types that cannot be read.
   */
  public Optional<DataType> loaded() {
    return decoder().map(any -> dataType().orElse(this == Q4_K ? DataType.Q4_1 : DataType.Q8_0));
  }
}
