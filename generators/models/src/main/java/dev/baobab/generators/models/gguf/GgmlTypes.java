// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;
import java.util.Arrays;
import java.util.Optional;

/** The numbers that GGUF files give data types ({@code enum ggml_type}). */
final class GgmlTypes {
  private GgmlTypes() {}

  static int number(DataType type) {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q4_0 -> 2;
      case Q8_0 -> 8;
      case BF16 -> 30;
    };
  }

  static Optional<DataType> of(int number) {
    return Arrays.stream(DataType.values()).filter(type -> number(type) == number).findFirst();
  }

  /** What {@code general.file_type} says of a file most of whose tensors have a type. */
  static int fileType(DataType type) {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q4_0 -> 2;
      case Q8_0 -> 7;
      case BF16 -> 32;
    };
  }
}
