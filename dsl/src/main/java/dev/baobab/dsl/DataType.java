// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import java.util.Locale;
import java.util.Optional;

/** How weights are stored, by GGUF's names. */
public enum DataType {
  /** IEEE 754 single precision. */
  F32("float32, as trained"),
  /** IEEE 754 half precision. */
  F16("half precision: half the size, hardly a loss"),
  /** The upper half of a float32. */
  BF16("bfloat16: half the size, the range of float32, 8 bits of precision"),
  /** Blocks of 32 numbers of 8 bits with a common scale in half precision. */
  Q8_0("8 bits and a scale for 32 numbers: about a quarter of the size, a small loss"),
  /** Blocks of 32 numbers of 4 bits with a common scale in half precision. */
  Q4_0("4 bits and a scale for 32 numbers: about a seventh of the size, a visible loss"),
  /** As Q4_0, from a minimum of the block, in half precision too. */
  Q4_1("4 bits, a scale and a minimum for 32 numbers: about a sixth of the size, less loss");

  /** Columns that share a scale in the quantized types. */
  public static final int BLOCK = 32;

  /** Bytes of the half precision number that scales a block, and of its minimum. */
  public static final int SCALE_BYTES = 2;

  private final String summary;

  DataType(String summary) {
    this.summary = summary;
  }

  /** The type of a name, in upper or lower case; empty if there is none. */
  public static Optional<DataType> named(String name) {
    for (DataType type : values()) {
      if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** What it is, in a few words. */
  public String summary() {
    return summary;
  }

  /** Whether numbers share a scale. */
  public boolean isQuantized() {
    return this == Q8_0 || this == Q4_0 || this == Q4_1;
  }

  /** Whether a matrix of so many columns can have this type: it has whole blocks only. */
  public boolean fits(int columns) {
    return !isQuantized() || columns % BLOCK == 0;
  }

  /** The bytes of a row in GGUF's order. */
  public long rowBytes(int columns) {
    return switch (this) {
      case F32 -> (long) columns * Float.BYTES;
      case F16, BF16 -> (long) columns * Short.BYTES;
      case Q8_0 -> (long) columns / BLOCK * (SCALE_BYTES + BLOCK);
      case Q4_0 -> (long) columns / BLOCK * (SCALE_BYTES + BLOCK / 2);
      case Q4_1 -> (long) columns / BLOCK * (2 * SCALE_BYTES + BLOCK / 2);
    };
  }

  /**
   * The module that a kernel needs to read weights of this type, such as {@code weights-q8-0};
   * empty for float32, which every kernel reads.
   */
  public Optional<String> module() {
    return this == F32
        ? Optional.empty()
        : Optional.of("weights-" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
