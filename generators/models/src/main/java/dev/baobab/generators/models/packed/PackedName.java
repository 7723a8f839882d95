// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name in a packed model's header: the model's, cut to what there is room for, and its type.
 */
final class PackedName {
  /** Room in the header. */
  static final int BYTES = 32;

  private PackedName() {}

  static String of(String model, DataType type) {
    String suffix = " " + type;
    int[] characters = model.codePoints().toArray();
    int count = characters.length;
    while (bytes(new String(characters, 0, count) + suffix).length > BYTES) {
      count--;
    }
    return new String(characters, 0, count) + suffix;
  }

  /** The name's bytes, padded with zeros. */
  static byte[] encode(String name) {
    return Arrays.copyOf(bytes(name), BYTES);
  }

  static String decode(byte[] padded) {
    int length = 0;
    while (length < padded.length && padded[length] != 0) {
      length++;
    }
    return new String(padded, 0, length, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
