// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A tokenizer in llama2.c's format whose tokens mean nothing: for models with random weights. The
 * first 259 are those of every Llama-2 vocabulary: unknown, begin, end, and one for each byte.
 */
final class RandomTokenizer {
  private static final int BYTES = 256;

  private RandomTokenizer() {}

  /** The file's bytes; {@code vocabulary} is at least 259. */
  static byte[] bytes(int vocabulary) {
    List<String> tokens = new ArrayList<>(List.of("<unk>", "\n<s>\n", "\n</s>\n"));
    for (int value = 0; value < BYTES; value++) {
      tokens.add("<0x%02X>".formatted(value));
    }
    while (tokens.size() < vocabulary) {
      tokens.add(" w" + Integer.toString(tokens.size(), Character.MAX_RADIX));
    }
    int longest = tokens.stream().mapToInt(String::length).max().orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(littleEndian(Integer.BYTES).putInt(longest).array());
    for (int id = 0; id < vocabulary; id++) {
      byte[] text = tokens.get(id).getBytes(StandardCharsets.UTF_8);
      out.writeBytes(
          littleEndian(Float.BYTES + Integer.BYTES).putFloat(-id).putInt(text.length).array());
      out.writeBytes(text);
    }
    return out.toByteArray();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
