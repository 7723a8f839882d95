// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A model with random weights in llama2.c's legacy format, for tests and measurements that need a
 * shape and not a story. The same shape and seed give the same file.
 *
 * @param dim width of a layer
 * @param hidden width of the feed-forward part
 * @param layers number of layers
 * @param heads number of query heads
 * @param kvHeads number of key and value heads
 * @param vocabulary number of tokens
 * @param context most positions
 * @param sharedClassifier whether the classifier is the embedding
 */
public record RandomModel(
    int dim,
    int hidden,
    int layers,
    int heads,
    int kvHeads,
    int vocabulary,
    int context,
    boolean sharedClassifier) {
  private static final int HEADER_NUMBERS = 7;
  private static final int BUFFER = 1 << 16;

  /** The shape of stories15M: 60,816,028 bytes. */
  public static RandomModel stories15M() {
    return new RandomModel(288, 768, 6, 6, 6, 32_000, 256, true);
  }

  /** The shape of stories110M. */
  public static RandomModel stories110M() {
    return new RandomModel(768, 2048, 12, 12, 12, 32_000, 1024, true);
  }

  /** The shape of TinyLlama-1.1B. */
  public static RandomModel tinyLlama() {
    return new RandomModel(2048, 5632, 22, 32, 4, 32_000, 2048, false);
  }

  /** This shape with another number of positions. */
  public RandomModel context(int positions) {
    return new RandomModel(
        dim, hidden, layers, heads, kvHeads, vocabulary, positions, sharedClassifier);
  }

  /** The size of the file in bytes. */
  public long bytes() {
    return Integer.BYTES * HEADER_NUMBERS + Float.BYTES * elements();
  }

  private long elements() {
    long kvDim = (long) dim / heads * kvHeads;
    long attention = 2L * dim * dim + 2L * dim * kvDim;
    long feedForward = 3L * dim * hidden;
    long rope = (long) context * (dim / heads);
    long classifier = sharedClassifier ? 0 : (long) vocabulary * dim;
    return (long) vocabulary * dim
        + layers * (2L * dim + attention + feedForward)
        + dim
        + rope
        + classifier;
  }

  /** Writes the file unless it is there already. */
  public Path write(Path file, long seed) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == bytes()) {
      return file;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "model", ".part");
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
      // A classifier of its own is told by a negative size of the vocabulary.
      int tokens = sharedClassifier ? vocabulary : -vocabulary;
      for (int number : new int[] {dim, hidden, layers, heads, kvHeads, tokens, context}) {
        buffer.putInt(number);
      }
      // Small enough that the activations stay in range: about one over the root of a row's length.
      float scale = (float) (1 / Math.sqrt(dim));
      long state = seed;
      for (long i = 0; i < elements(); i++) {
        if (!buffer.hasRemaining()) {
          drain(channel, buffer);
        }
        state = state * 6364136223846793005L + 1442695040888963407L;
        buffer.putFloat(scale * (state >> 40) / (1 << 22));
      }
      drain(channel, buffer);
    }
    // Another test may have written it meanwhile: the same.
    return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
