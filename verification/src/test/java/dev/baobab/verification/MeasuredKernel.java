// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.Perplexity;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** A hosted kernel with module {@code bench}, asked for logits and perplexities. */
final class MeasuredKernel {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PROMPT = "\n> ";

  private final BuiltKernel kernel;
  private final Path volume;
  private final HostedMachine machine;

  private MeasuredKernel(BuiltKernel kernel, Path volume, HostedMachine machine) {
    this.kernel = kernel;
    this.volume = volume;
    this.machine = machine;
  }

  /**
   * A kernel with every matrix kernel and vector set, of which it takes the best.
   *
   * @param folder an empty folder for its volume
   * @param more ids of further modules
   */
  static MeasuredKernel build(TestModel model, Path folder, String... more)
      throws IOException, InterruptedException {
    String[] fast =
        Kernels.optional().stream()
            .filter(id -> id.startsWith("matmul-") || id.startsWith("vector-"))
            .toArray(String[]::new);
    BuiltKernel kernel =
        TestKernel.of(Kernels.CATALOG, "bench", "repl")
            .with(fast)
            .with(more)
            .model(model)
            .option("kernel.interactive", "true")
            .build();
    Volume.copy(kernel, folder);
    return new MeasuredKernel(kernel, folder, HostedMachine.standard());
  }

  /** The same kernel on another machine, with the same volume. */
  MeasuredKernel on(HostedMachine other) {
    return new MeasuredKernel(kernel, volume, other);
  }

  /** Boots without typing anything. */
  RunResult boot() throws IOException, InterruptedException {
    return kernel.runHosted(volume, machine);
  }

  /** Puts another file in the place of the model's. */
  void replaceModel(Path file) throws IOException {
    Path place = volume.resolve("models").resolve(kernel.plan().model().fileName());
    Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The logits behind each batch of a text's tokens.
   *
   * @param batch tokens that are handed to the model together
   */
  float[][] logits(int[] tokens, int batch) throws IOException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(tokens.length * Integer.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(tokens);
    Files.write(volume.resolve("tokens"), bytes.array());
    type("/set bench.batch " + batch, "/save-logits tokens");
    FloatBuffer saved =
        ByteBuffer.wrap(Files.readAllBytes(volume.resolve("tokens.logits")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    int rows = (tokens.length + batch - 1) / batch;
    float[][] logits = new float[rows][saved.remaining() / rows];
    for (float[] row : logits) {
      saved.get(row);
    }
    return logits;
  }

  /** How well the model foresees a text: the lower, the better. */
  double perplexity(String text) throws IOException, InterruptedException {
    Files.write(volume.resolve("text"), text.getBytes(StandardCharsets.UTF_8));
    try (KernelProcess process = kernel.startHosted(volume, machine)) {
      return Perplexity.measure(process, "text", PATIENCE).value();
    }
  }

  private void type(String... lines) throws IOException, InterruptedException {
    try (KernelProcess process = kernel.startHosted(volume, machine)) {
      for (String line : lines) {
        process.await(PROMPT, PATIENCE);
        process.send(line + "\r");
      }
      process.await(PROMPT, PATIENCE);
      process.send("/quit\r");
      RunResult run = process.finish(Optional.of(PATIENCE));
      if (!run.ok()) {
        throw new IllegalStateException(run.reason() + "\n" + run.lines());
      }
    }
  }
}
