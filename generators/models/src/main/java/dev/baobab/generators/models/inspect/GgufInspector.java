// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.generators.models.gguf.FileType;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufTensor;
import dev.baobab.generators.models.inspect.Inspection.TensorLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Inspects GGUF files, of any architecture. */
final class GgufInspector {
  private static final int MOST_LAYERS = 1 << 16;

  private final GgufFile file;
  private final GgufKeys keys;
  private final String architecture;
  private final Map<String, String> facts = new LinkedHashMap<>();

  private GgufInspector(GgufFile file) {
    this.file = file;
    this.keys = new GgufKeys(file.metadata());
    this.architecture = keys.text("general.architecture").orElse("");
  }

  static Inspection inspect(Path path) throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      return new GgufInspector(file).inspect();
    }
  }

  private Inspection inspect() {
    facts.put("Format", "GGUF version %d".formatted(file.version()));
    put("Name", keys.text("general.name").map(MetadataText::shown));
    facts.put(
        "Architecture", architecture.isEmpty() ? "not told" : MetadataText.shown(architecture));
    put("Quantization", keys.number("general.file_type").map(n -> FileType.name(n.intValue())));
    put("Licence", keys.text("general.license").map(MetadataText::shown));
    put("Part", keys.number("split.count").filter(n -> n > 1).map("one of %d parts"::formatted));
    shape();
    vocabulary();
    Map<String, String> metadata = new LinkedHashMap<>();
    file.metadata().forEach((key, value) -> metadata.put(key, MetadataText.of(value)));
    OptionalInt context =
        of("context_length")
            .filter(n -> n > 0 && n <= Integer.MAX_VALUE)
            .map(n -> OptionalInt.of(n.intValue()))
            .orElse(OptionalInt.empty());
    List<TensorLine> tensors = file.tensors().values().stream().map(GgufInspector::line).toList();
    return new Inspection(facts, tensors, metadata, positionBytes(), context);
  }

  private void put(String name, Optional<?> value) {
    value.ifPresent(known -> facts.put(name, known.toString()));
  }

  /** A number that the architecture's keys tell. */
  private Optional<Long> of(String key) {
    return keys.number(architecture + "." + key);
  }

  private void shape() {
    put("Layers", of("block_count"));
    put("Width", of("embedding_length"));
    put("Feed-forward width", of("feed_forward_length"));
    Optional<Long> heads = of("attention.head_count");
    heads.ifPresent(
        count ->
            facts.put(
                "Heads",
                ShapeFacts.heads(
                    count, of("attention.head_count_kv").orElse(count), width("key_length"))));
    put("Trained context", of("context_length").map("%,d positions"::formatted));
    put("RoPE base", keys.real(architecture + ".rope.freq_base"));
    put("RoPE scaling", keys.text(architecture + ".rope.scaling.type").map(MetadataText::shown));
    put("Sliding window", of("attention.sliding_window").map("%,d positions"::formatted));
  }

  /** The width of a head's keys or values: as told, or the model's width by its heads. */
  private long width(String key) {
    long heads = Math.max(1, of("attention.head_count").orElse(1L));
    return of("attention." + key).orElse(of("embedding_length").orElse(0L) / heads);
  }

  private OptionalLong positionBytes() {
    long layers = of("block_count").orElse(0L);
    if (layers < 1 || layers > MOST_LAYERS) {
      return OptionalLong.empty();
    }
    List<Long> heads = keys.numbers(architecture + ".attention.head_count_kv", (int) layers);
    if (heads.isEmpty()) {
      heads = keys.numbers(architecture + ".attention.head_count", (int) layers);
    }
    long all = heads.stream().mapToLong(Long::longValue).sum();
    try {
      long bytes =
          KvCache.positionBytes(
              Math.multiplyExact(all, width("key_length")),
              Math.multiplyExact(all, width("value_length")));
      return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private void vocabulary() {
    List<?> tokens = keys.list("tokenizer.ggml.tokens");
    put(
        "Tokenizer",
        keys.text("tokenizer.ggml.model")
            .map(
                model ->
                    kind(model)
                        + keys.text("tokenizer.ggml.pre")
                            .map(pre -> ", pre-tokenizer " + MetadataText.shown(pre))
                            .orElse("")));
    if (!tokens.isEmpty()) {
      int merges = keys.list("tokenizer.ggml.merges").size();
      facts.put(
          "Vocabulary",
          "%,d tokens".formatted(tokens.size())
              + (merges == 0 ? "" : ", %,d merges".formatted(merges)));
    }
    token("Begin token", "tokenizer.ggml.bos_token_id", tokens);
    token("End token", "tokenizer.ggml.eos_token_id", tokens);
    token("End of turn", "tokenizer.ggml.eot_token_id", tokens);
    put(
        "Chat template",
        keys.text("tokenizer.chat_template")
            .map(text -> ChatTemplates.name(text).orElse("none that is known")));
  }

  private static String kind(String model) {
    return switch (model) {
      case "llama" -> "SentencePiece (llama)";
      case "gpt2" -> "byte-level BPE (gpt2)";
      case "bert" -> "WordPiece (bert)";
      case "t5" -> "Unigram (t5)";
      default -> MetadataText.shown(model);
    };
  }

  private void token(String name, String key, List<?> tokens) {
    keys.number(key)
        .ifPresent(
            id ->
                facts.put(
                    name,
                    id < 0 || id >= tokens.size()
                        ? "%d, not in the vocabulary".formatted(id)
                        : "%d  %s"
                            .formatted(
                                id, MetadataText.shown(tokens.get(id.intValue()).toString()))));
  }

  private static TensorLine line(GgufTensor tensor) {
    // As matrices are spoken of: rows first, while the file has the adjacent ones first.
    StringBuilder dimensions = new StringBuilder();
    for (int i = tensor.dimensions().size() - 1; i >= 0; i--) {
      dimensions.append(dimensions.isEmpty() ? "" : " x ").append(tensor.dimensions().get(i));
    }
    return new TensorLine(
        tensor.name(),
        tensor.type().name(),
        dimensions.toString(),
        tensor.elements(),
        tensor.bytes());
  }
}
