// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.models.gguf.GgufValue;
import dev.baobab.generators.models.gguf.GgufValue.Type;
import dev.baobab.generators.models.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The least SentencePiece vocabulary: what every one has, and a token for each byte. */
final class SmallVocabulary {
  private static final List<String> CONTROL = List.of("<unk>", "<s>", "</s>");
  private static final int UNKNOWN = 2;
  private static final int CONTROLS = 3;
  private static final int BYTE = 6;

  /** Its tokens. */
  static final int SIZE = CONTROL.size() + 256;

  private SmallVocabulary() {}

  /** Writes a GGUF file of it. */
  static Path write(Path file) throws IOException {
    List<String> tokens = new ArrayList<>(CONTROL);
    List<Integer> types = new ArrayList<>(List.of(UNKNOWN, CONTROLS, CONTROLS));
    List<Float> scores = new ArrayList<>(List.of(0f, 0f, 0f));
    for (int value = 0; value < 256; value++) {
      tokens.add("<0x%02X>".formatted(value));
      types.add(BYTE);
      scores.add(0f);
    }
    Map<String, GgufValue> metadata = new LinkedHashMap<>();
    metadata.put("tokenizer.ggml.model", GgufValue.string("llama"));
    metadata.put("tokenizer.ggml.tokens", GgufValue.array(Type.STRING, tokens));
    metadata.put("tokenizer.ggml.scores", GgufValue.array(Type.FLOAT32, scores));
    metadata.put("tokenizer.ggml.token_type", GgufValue.array(Type.INT32, types));
    metadata.put("tokenizer.ggml.bos_token_id", GgufValue.uint32(1));
    metadata.put("tokenizer.ggml.eos_token_id", GgufValue.uint32(2));
    metadata.put("tokenizer.ggml.unknown_token_id", GgufValue.uint32(0));
    GgufWriter.write(metadata, List.of(), file);
    return file;
  }
}
