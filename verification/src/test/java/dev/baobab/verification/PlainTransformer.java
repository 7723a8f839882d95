// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.codec.Half;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * A transformer as the papers have it, in double precision, for models that no other engine at hand
 * can judge: each line is one formula, nothing is fast. Reads GGUF files of the architectures
 * {@code llama}, {@code qwen2}, {@code qwen3}, {@code gemma2} and {@code gemma3}, of any type.
 *
 * <p>Vaswani et al. 2017; RMSNorm: Zhang and Sennrich 2019; rotary embedding: Su et al. 2021;
 * grouped queries: Ainslie et al. 2023; SwiGLU: Shazeer 2020; norms of queries and keys: Qwen3
 * technical report, 2025; norms behind the blocks, windows, caps and GELU: Gemma 2 and 3, 2024 and
 * 2025.
 */
final class PlainTransformer {
  private final Map<String, double[]> tensors = new HashMap<>();
  private final Map<String, Object> metadata = new HashMap<>();
  private final String architecture;
  private final int dim;
  private final int heads;
  private final int kvHeads;
  private final int headSize;
  private final int layers;
  private final double epsilon;
  private final double ropeBase;
  private final boolean gemma;
  private DoubleUnaryOperator gate;

  private PlainTransformer(GgufFile file) throws IOException {
    file.metadata().forEach((key, value) -> metadata.put(key, value.value()));
    for (GgufTensor tensor : file.tensors().values()) {
      tensors.put(tensor.name(), read(file, tensor));
    }
    architecture = (String) metadata.get("general.architecture");
    dim = number("embedding_length");
    heads = number("attention.head_count");
    kvHeads = number("attention.head_count_kv");
    headSize = number("attention.key_length");
    layers = number("block_count");
    epsilon = (Float) metadata.get(architecture + ".attention.layer_norm_rms_epsilon");
    ropeBase = (Float) metadata.get(architecture + ".rope.freq_base");
    gemma = architecture.startsWith("gemma");
    gate = gemma ? PlainTransformer::gelu : PlainTransformer::silu;
  }

  static PlainTransformer open(Path path) throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      return new PlainTransformer(file);
    }
  }

  private static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  /** As the papers on Gemma mean it: by way of tanh. */
  private static double gelu(double x) {
    return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /** The same with GELU as ggml computes it: looked up in a table of float16. */
  PlainTransformer withTableOfGelu() {
    gate =
        x -> {
          if (Math.abs(x) >= 10) {
            return Math.max(x, 0);
          }
          double y = gelu(Half.toFloat(Half.fromFloat((float) x)));
          return Half.toFloat(Half.fromFloat((float) y));
        };
    return this;
  }

  private static double[] read(GgufFile file, GgufTensor tensor) throws IOException {
    TensorData data = file.data(tensor.name()).orElseThrow();
    float[] floats = new float[(int) tensor.elements()];
    data.floats(0, tensor.rows(), floats);
    double[] values = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  private int number(String key) {
    return (Integer) metadata.get(architecture + "." + key);
  }

  /** A constant that the file may have. */
  private double real(String key, double otherwise) {
    return (Float) metadata.getOrDefault(architecture + "." + key, (float) otherwise);
  }

  /** Whether a layer sees a window only. */
  private boolean local(int layer) {
    return switch (architecture) {
      case "gemma2" -> layer % 2 == 0;
      case "gemma3" -> layer % 6 != 5;
      default -> false;
    };
  }

  /** The logits behind each token. */
  float[][] logits(int[] tokens) {
    double[][][] keys = new double[layers][tokens.length][];
    double[][][] values = new double[layers][tokens.length][];
    double[] classifier = tensors.getOrDefault("output.weight", tensors.get("token_embd.weight"));
    float[][] logits = new float[tokens.length][];
    for (int position = 0; position < tokens.length; position++) {
      double[] stream = new double[dim];
      System.arraycopy(tensors.get("token_embd.weight"), tokens[position] * dim, stream, 0, dim);
      for (int i = 0; gemma && i < dim; i++) {
        stream[i] *= Math.sqrt(dim);
      }
      for (int layer = 0; layer < layers; layer++) {
        String block = "blk.%d.".formatted(layer);
        double[] attended = attention(layer, stream, position, keys[layer], values[layer]);
        add(stream, behind(attended, block + "post_attention_norm.weight"));
        add(stream, behind(feedForward(block, stream), block + "post_ffw_norm.weight"));
      }
      double[] all = times(classifier, norm(stream, "output_norm.weight"));
      logits[position] = new float[all.length];
      for (int token = 0; token < all.length; token++) {
        logits[position][token] = (float) capped(all[token], real("final_logit_softcapping", 0));
      }
    }
    return logits;
  }

  private static double capped(double value, double cap) {
    return cap == 0 ? value : cap * Math.tanh(value / cap);
  }

  /** What a block gives, normed if the model has weights for that. */
  private double[] behind(double[] vector, String weights) {
    return tensors.containsKey(weights) ? norm(vector, weights) : vector;
  }

  private double[] attention(
      int layer, double[] stream, int position, double[][] keys, double[][] values) {
    String block = "blk.%d.".formatted(layer);
    int first = local(layer) ? Math.max(0, position + 1 - number("attention.sliding_window")) : 0;
    double cap = real("attn_logit_softcapping", 0);
    double[] input = norm(stream, block + "attn_norm.weight");
    double[] query = projection(block + "attn_q", input);
    keys[position] = projection(block + "attn_k", input);
    values[position] = projection(block + "attn_v", input);
    turn(query, block + "attn_q_norm.weight", layer, position);
    turn(keys[position], block + "attn_k_norm.weight", layer, position);
    double[] out = new double[heads * headSize];
    for (int head = 0; head < heads; head++) {
      int from = head / (heads / kvHeads) * headSize;
      double[] weights = new double[position + 1];
      double sum = 0;
      for (int other = first; other <= position; other++) {
        double score = 0;
        for (int i = 0; i < headSize; i++) {
          score += query[head * headSize + i] * keys[other][from + i];
        }
        weights[other] = Math.exp(capped(score / Math.sqrt(headSize), cap));
        sum += weights[other];
      }
      for (int other = 0; other <= position; other++) {
        for (int i = 0; i < headSize; i++) {
          out[head * headSize + i] += weights[other] / sum * values[other][from + i];
        }
      }
    }
    return times(tensors.get(block + "attn_output.weight"), out);
  }

  private double[] feedForward(String block, double[] stream) {
    double[] input = norm(stream, block + "ffn_norm.weight");
    double[] gated = times(tensors.get(block + "ffn_gate.weight"), input);
    double[] up = times(tensors.get(block + "ffn_up.weight"), input);
    for (int i = 0; i < gated.length; i++) {
      gated[i] = gate.applyAsDouble(gated[i]) * up[i];
    }
    return times(tensors.get(block + "ffn_down.weight"), gated);
  }

  private double[] projection(String name, double[] input) {
    double[] out = times(tensors.get(name + ".weight"), input);
    double[] bias = tensors.get(name + ".bias");
    if (bias != null) {
      add(out, bias);
    }
    return out;
  }

  /** Norms each head, if the model has weights for that, and turns its pairs by the position. */
  private void turn(double[] vector, String norm, int layer, int position) {
    boolean scaled = !(architecture.equals("gemma3") && local(layer));
    double base = scaled ? ropeBase : 10_000;
    double slower = scaled ? real("rope.scaling.factor", 1) : 1;
    boolean adjacent = architecture.equals("llama");
    double[] factors = tensors.get("rope_freqs.weight");
    int pairs = headSize / 2;
    for (int start = 0; start < vector.length; start += headSize) {
      if (tensors.containsKey(norm)) {
        double[] head = new double[headSize];
        System.arraycopy(vector, start, head, 0, headSize);
        System.arraycopy(norm(head, norm), 0, vector, start, headSize);
      }
      for (int pair = 0; pair < pairs; pair++) {
        double factor = slower * (factors == null ? 1 : factors[pair]);
        double angle = position * Math.pow(base, -2.0 * pair / headSize) / factor;
        int a = start + (adjacent ? 2 * pair : pair);
        int b = adjacent ? a + 1 : a + pairs;
        double x = vector[a];
        double y = vector[b];
        vector[a] = x * Math.cos(angle) - y * Math.sin(angle);
        vector[b] = x * Math.sin(angle) + y * Math.cos(angle);
      }
    }
  }

  private double[] norm(double[] vector, String weights) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double scale = 1 / Math.sqrt(squares / vector.length + epsilon);
    double[] out = tensors.get(weights).clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= scale * vector[i];
    }
    return out;
  }

  private static double[] times(double[] matrix, double[] vector) {
    double[] out = new double[matrix.length / vector.length];
    for (int row = 0; row < out.length; row++) {
      double sum = 0;
      for (int i = 0; i < vector.length; i++) {
        sum += matrix[row * vector.length + i] * vector[i];
      }
      out[row] = sum;
    }
    return out;
  }

  private static void add(double[] to, double[] other) {
    for (int i = 0; i < to.length; i++) {
      to[i] += other[i];
    }
  }
}
