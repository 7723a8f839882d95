// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.codec.RowCodec;
import dev.baobab.generators.models.gguf.GgufContent;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufValue;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.peer.LlamaPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small model with random weights, in a GGUF file. The same model and seed give the same file.
 *
 * @param architecture by GGUF's name: {@code llama}, {@code qwen2}, {@code qwen3}, {@code gemma2},
 *     {@code gemma3}
 * @param dim width of the residual stream
 * @param hidden width of the feed-forward network
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headSize width of a head
 * @param ropeFactors whether the file has what Llama 3 divides the frequencies by
 * @param shared whether the classifier is the embedding
 */
record RandomGguf(
    String architecture,
    int dim,
    int hidden,
    int heads,
    int kvHeads,
    int headSize,
    boolean ropeFactors,
    boolean shared) {
  static final int CONTEXT = 256;
  private static final int SEED = 7;

  /**
   * Of Gemma's local layers: shorter than what is tried, and one longer than a tile of the cache.
   */
  private static final int WINDOW = 24;

  private static final int LONG_WINDOW = 70;

  /** Scores of random models are about 1, so that caps of real ones would not be noticed. */
  private static final float ATTENTION_CAP = 2;

  private static final float LOGIT_CAP = 1.5f;

  /** A tensor of the model: one row for a vector. */
  private record Shape(String name, int rows, int columns, Kind kind) {}

  private enum Kind {
    MATRIX,
    NORM,
    BIAS,
    FACTORS
  }

  /** The types of matrices, by the names of the tensors. */
  interface Types {
    GgmlType of(String tensor);
  }

  /** Writes the file with all matrices in one type, see the other. */
  Path write(GgmlType type, Path vocabulary, LlamaPeer llama, Path file)
      throws IOException, InterruptedException {
    return write(tensor -> type, vocabulary, llama, file);
  }

  /**
   * Writes the file.
   *
   * @param types the types of the matrices, which llama.cpp quantizes where we do not
   * @param vocabulary a GGUF file with the vocabulary
   */
  Path write(Types types, Path vocabulary, LlamaPeer llama, Path file)
      throws IOException, InterruptedException {
    return write(
        vocabulary,
        file,
        (shape, values) -> {
          GgmlType type = types.of(shape.name());
          return content(shape, type, encode(type, values, shape.columns(), llama));
        });
  }

  /** Writes the file with the matrices in float32, rounded to what their types can hold. */
  Path writeRounded(Types types, Path vocabulary, LlamaPeer llama, Path file)
      throws IOException, InterruptedException {
    return write(
        vocabulary,
        file,
        (shape, values) -> {
          GgmlType type = types.of(shape.name());
          byte[] rounded = encode(type, values, shape.columns(), llama);
          float[] held = decode(type, rounded, shape);
          return content(shape, GgmlType.F32, encode(GgmlType.F32, held, shape.columns(), llama));
        });
  }

  private static byte[] encode(GgmlType type, float[] values, int columns, LlamaPeer llama)
      throws IOException, InterruptedException {
    if (type.dataType().isEmpty()) {
      return llama.quantize(type.name(), values, columns);
    }
    byte[] bytes = new byte[(int) (values.length / columns * type.rowBytes(columns))];
    RowCodec.of(type.dataType().get()).encode(values, 0, values.length, bytes, 0);
    return bytes;
  }

  private static float[] decode(GgmlType type, byte[] bytes, Shape shape) {
    int columns = shape.columns();
    float[] values = new float[shape.rows() * columns];
    int rowBytes = (int) type.rowBytes(columns);
    for (int row = 0; row < shape.rows(); row++) {
      type.decoder().orElseThrow().decode(bytes, row * rowBytes, columns, values, row * columns);
    }
    return values;
  }

  /** Makes what the file has of a matrix: (rows, columns). */
  private interface MatrixEncoder {
    GgufContent encode(Shape shape, float[] values) throws IOException, InterruptedException;
  }

  private static GgufContent content(Shape shape, GgmlType type, byte[] bytes) {
    return new GgufContent(
        shape.name(),
        shape.kind() == Kind.MATRIX
            ? List.of(shape.columns(), shape.rows())
            : List.of(shape.columns()),
        type,
        bytes);
  }

  private Path write(Path vocabulary, Path file, MatrixEncoder matrices)
      throws IOException, InterruptedException {
    Map<String, GgufValue> metadata = new LinkedHashMap<>();
    int tokens = vocabulary(vocabulary, metadata);
    constants(tokens, metadata);
    Random random = new Random(SEED);
    List<GgufContent> contents = new ArrayList<>();
    for (Shape shape : shapes(tokens)) {
      float[] values = values(shape, random);
      contents.add(
          shape.kind() == Kind.MATRIX
              ? matrices.encode(shape, values)
              : content(shape, GgmlType.F32, encode(GgmlType.F32, values, shape.columns(), null)));
    }
    GgufWriter.write(metadata, contents, file);
    return file;
  }

  /** Takes over what a file says of its tokens; returns how many there are. */
  private static int vocabulary(Path vocabulary, Map<String, GgufValue> metadata)
      throws IOException {
    try (GgufFile opened = GgufFile.open(vocabulary)) {
      opened
          .metadata()
          .forEach(
              (key, value) -> {
                if (key.startsWith("tokenizer.")) {
                  metadata.put(key, value);
                }
              });
    }
    return ((List<?>) metadata.get("tokenizer.ggml.tokens").value()).size();
  }

  private void constants(int tokens, Map<String, GgufValue> metadata) {
    metadata.put("general.architecture", GgufValue.string(architecture));
    metadata.put("general.name", GgufValue.string("random " + architecture));
    number("context_length", CONTEXT, metadata);
    number("embedding_length", dim, metadata);
    number("block_count", layers(), metadata);
    number("feed_forward_length", hidden, metadata);
    number("attention.head_count", heads, metadata);
    number("attention.head_count_kv", kvHeads, metadata);
    number("attention.key_length", headSize, metadata);
    number("attention.value_length", headSize, metadata);
    number("rope.dimension_count", headSize, metadata);
    number("vocab_size", tokens, metadata);
    real("rope.freq_base", 50_000, metadata);
    real("attention.layer_norm_rms_epsilon", 1e-6f, metadata);
    views(metadata);
  }

  /** As few as have all kinds of layers; llama.cpp wants to know the size of a Gemma 2 by them. */
  private int layers() {
    return switch (architecture) {
      case "gemma2" -> 26;
      case "gemma3" -> 7;
      default -> 2;
    };
  }

  private boolean gemma() {
    return architecture.startsWith("gemma");
  }

  private void views(Map<String, GgufValue> metadata) {
    if (architecture.equals("gemma2")) {
      number("attention.sliding_window", WINDOW, metadata);
      real("attn_logit_softcapping", ATTENTION_CAP, metadata);
      real("final_logit_softcapping", LOGIT_CAP, metadata);
    } else if (architecture.equals("gemma3")) {
      number("attention.sliding_window", LONG_WINDOW, metadata);
      metadata.put(architecture + ".rope.scaling.type", GgufValue.string("linear"));
      real("rope.scaling.factor", 8, metadata);
    }
  }

  private void real(String key, float value, Map<String, GgufValue> metadata) {
    metadata.put(architecture + "." + key, GgufValue.float32(value));
  }

  private void number(String key, int value, Map<String, GgufValue> metadata) {
    metadata.put(architecture + "." + key, GgufValue.uint32(value));
  }

  private List<Shape> shapes(int tokens) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape("token_embd.weight", tokens, dim, Kind.MATRIX));
    for (int layer = 0; layer < layers(); layer++) {
      String block = "blk.%d.".formatted(layer);
      shapes.add(new Shape(block + "attn_norm.weight", 1, dim, Kind.NORM));
      projection(shapes, block + "attn_q", heads * headSize);
      projection(shapes, block + "attn_k", kvHeads * headSize);
      projection(shapes, block + "attn_v", kvHeads * headSize);
      if (architecture.equals("qwen3") || architecture.equals("gemma3")) {
        shapes.add(new Shape(block + "attn_q_norm.weight", 1, headSize, Kind.NORM));
        shapes.add(new Shape(block + "attn_k_norm.weight", 1, headSize, Kind.NORM));
      }
      shapes.add(new Shape(block + "attn_output.weight", dim, heads * headSize, Kind.MATRIX));
      if (gemma()) {
        shapes.add(new Shape(block + "post_attention_norm.weight", 1, dim, Kind.NORM));
        shapes.add(new Shape(block + "post_ffw_norm.weight", 1, dim, Kind.NORM));
      }
      shapes.add(new Shape(block + "ffn_norm.weight", 1, dim, Kind.NORM));
      shapes.add(new Shape(block + "ffn_gate.weight", hidden, dim, Kind.MATRIX));
      shapes.add(new Shape(block + "ffn_up.weight", hidden, dim, Kind.MATRIX));
      shapes.add(new Shape(block + "ffn_down.weight", dim, hidden, Kind.MATRIX));
    }
    if (ropeFactors) {
      shapes.add(new Shape("rope_freqs.weight", 1, headSize / 2, Kind.FACTORS));
    }
    shapes.add(new Shape("output_norm.weight", 1, dim, Kind.NORM));
    if (!shared) {
      shapes.add(new Shape("output.weight", tokens, dim, Kind.MATRIX));
    }
    return shapes;
  }

  private void projection(List<Shape> shapes, String name, int rows) {
    shapes.add(new Shape(name + ".weight", rows, dim, Kind.MATRIX));
    if (architecture.equals("qwen2")) {
      shapes.add(new Shape(name + ".bias", 1, rows, Kind.BIAS));
    }
  }

  /** Values that keep activations in range. */
  private static float[] values(Shape shape, Random random) {
    float[] values = new float[shape.rows() * shape.columns()];
    double scale = Math.sqrt(1.0 / shape.columns());
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (shape.kind()) {
            case MATRIX -> (float) (scale * random.nextGaussian());
            case NORM -> 0.5f + random.nextFloat();
            case BIAS -> random.nextFloat() - 0.5f;
            case FACTORS -> 1 + 7 * random.nextFloat();
          };
    }
    return values;
  }
}
