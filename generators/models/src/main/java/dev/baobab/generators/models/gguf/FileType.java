// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;
import java.util.Map;

/** What {@code general.file_type} says ({@code enum llama_ftype}). */
public final class FileType {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0, "F32"),
          Map.entry(1, "F16"),
          Map.entry(2, "Q4_0"),
          Map.entry(3, "Q4_1"),
          Map.entry(7, "Q8_0"),
          Map.entry(8, "Q5_0"),
          Map.entry(9, "Q5_1"),
          Map.entry(10, "Q2_K"),
          Map.entry(11, "Q3_K_S"),
          Map.entry(12, "Q3_K_M"),
          Map.entry(13, "Q3_K_L"),
          Map.entry(14, "Q4_K_S"),
          Map.entry(15, "Q4_K_M"),
          Map.entry(16, "Q5_K_S"),
          Map.entry(17, "Q5_K_M"),
          Map.entry(18, "Q6_K"),
          Map.entry(25, "IQ4_NL"),
          Map.entry(30, "IQ4_XS"),
          Map.entry(32, "BF16"));

  private FileType() {}

  /** The number of a file most of whose tensors have a type. */
  static int number(DataType type) {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q4_0 -> 2;
      case Q4_1 -> 3;
      case Q8_0 -> 7;
      case BF16 -> 32;
    };
  }

  /** The name of a number. */
  public static String name(int number) {
    return NAMES.getOrDefault(number, "number " + number);
  }
}
