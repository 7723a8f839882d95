// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * llama.cpp with its default CPU backend and default parameters. Immutable; each call is a process
 * of its own.
 *
 * <pre>{@code
 * LlamaPeer peer = LlamaPeer.build(Path.of("target"));
 * float[][] logits = peer.logits(Path.of("model.gguf"), new int[] {1, 403, 407});
 * }</pre>
 */
public final class LlamaPeer {
  private static final String CARRIED = "de/kherud/llama/Linux/x86_64/libjllama.so";
  private static final List<String> SOURCES =
      List.of("llama_peer.c", "llama_library.c", "llama_library.h");

  private final NativeProgram program;
  private final Path library;

  private LlamaPeer(NativeProgram program, Path library) {
    this.program = program;
    this.library = library;
  }

  /**
   * The build of llama.cpp that Maven's artifact carries: for any processor with AVX2.
   *
   * @param folder where the program and the library are put
   */
  public static LlamaPeer build(Path folder) throws IOException, InterruptedException {
    Path library = folder.toAbsolutePath().resolve("libjllama.so");
    if (!Files.exists(library)) {
      Files.createDirectories(library.getParent());
      Path part = Files.createTempFile(library.getParent(), "library", ".part");
      try (InputStream carried = LlamaPeer.class.getClassLoader().getResourceAsStream(CARRIED)) {
        if (carried == null) {
          throw new IllegalStateException(CARRIED + " is not on the class path");
        }
        Files.copy(carried, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    }
    return build(folder, library);
  }

  /**
   * Another build of llama.cpp, of early 2025.
   *
   * @param folder where the program is put
   * @param library the shared library, with ggml in it
   */
  public static LlamaPeer build(Path folder, Path library)
      throws IOException, InterruptedException {
    NativeProgram program = NativeProgram.build(LlamaPeer.class, "llama_peer", SOURCES, folder);
    return new LlamaPeer(program, library.toAbsolutePath());
  }

  /**
   * What a run took.
   *
   * @param promptNanos nanoseconds for the prompt, in one batch; logits of the last token only
   * @param decodeNanos nanoseconds for the tokens that were decoded one by one
   * @param peakBytes most memory that was in use, the model's file included
   */
  public record Timing(long promptNanos, long decodeNanos, long peakBytes) {}

  /**
   * The logits behind each token of a sequence: (tokens, vocabulary). The KV cache is float32, so
   * that only what the weights do is compared.
   *
   * @param model a GGUF file
   * @param tokens at least one, of the model's vocabulary
   */
  public float[][] logits(Path model, int[] tokens) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.open()) {
      scratch.write(tokens);
      String[] said = run("logits", model, 1, scratch.in(), scratch.out()).split(" ");
      ByteBuffer values = scratch.read();
      float[][] logits = new float[Integer.parseInt(said[1])][Integer.parseInt(said[2])];
      for (float[] row : logits) {
        values.asFloatBuffer().get(row);
        values.position(values.position() + row.length * Float.BYTES);
      }
      return logits;
    }
  }

  /** The tokens that follow a sequence, the likeliest one each time. */
  public int[] greedy(Path model, int[] tokens, int count)
      throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.open()) {
      scratch.write(tokens);
      return tokens(run("greedy", model, 1, scratch.in(), count));
    }
  }

  /** The tokens of a text, the one that begins a text in front. */
  public int[] tokenize(Path model, String text) throws IOException, InterruptedException {
    return tokens(run("tokenize", model, text));
  }

  private static int[] tokens(String said) {
    return Arrays.stream(said.split(" ")).skip(1).mapToInt(Integer::parseInt).toArray();
  }

  /**
   * Rows quantized by llama.cpp's reference quantizer.
   *
   * @param type GGUF's name: F16, Q8_0, Q4_K; none of those that need an importance matrix
   * @param rows whole rows, one behind the other
   * @param columns of a row
   */
  public byte[] quantize(String type, float[] rows, int columns)
      throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.open()) {
      scratch.write(rows);
      run("quantize", type, columns, scratch.in(), scratch.out());
      byte[] quantized = new byte[scratch.read().remaining()];
      scratch.read().get(quantized);
      return quantized;
    }
  }

  /**
   * Blocks as floats, by llama.cpp's reference.
   *
   * @param type GGUF's name: Q4_K; any but F32
   * @param blocks whole blocks of any content, one behind the other
   */
  public float[] dequantize(String type, byte[] blocks) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.open()) {
      Files.write(scratch.in(), blocks);
      run("dequantize", type, scratch.in(), scratch.out());
      float[] values = new float[scratch.read().remaining() / Float.BYTES];
      scratch.read().asFloatBuffer().get(values);
      return values;
    }
  }

  /**
   * Measures, once the caches are warm.
   *
   * @param threads processors that may compute
   * @param prompt tokens of the prompt, or 0
   * @param decode tokens that are decoded, or 0
   * @param depth tokens that are in the context before the first that is decoded
   */
  public Timing time(Path model, int threads, int prompt, int decode, int depth)
      throws IOException, InterruptedException {
    String[] said = run("time", model, threads, prompt, decode, depth).split(" ");
    return new Timing(
        Long.parseLong(said[1]), Long.parseLong(said[2]), 1024 * Long.parseLong(said[3]));
  }

  private String run(String task, Object... arguments) throws IOException, InterruptedException {
    Object[] all = new Object[arguments.length + 2];
    all[0] = library;
    all[1] = task;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return program.run(all).strip();
  }

  /** The files of one call. */
  private record Scratch(Path in, Path out) implements AutoCloseable {
    static Scratch open() throws IOException {
      return new Scratch(Files.createTempFile("peer", ".in"), Files.createTempFile("peer", ".out"));
    }

    void write(int[] tokens) throws IOException {
      byte[] bytes = new byte[Math.multiplyExact(tokens.length, Integer.BYTES)];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(tokens);
      Files.write(in, bytes);
    }

    void write(float[] values) throws IOException {
      byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
      Files.write(in, bytes);
    }

    ByteBuffer read() throws IOException {
      return ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(in);
      Files.deleteIfExists(out);
    }
  }
}
