// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.benchmark.ReadLoop;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.RandomModel;
import dev.baobab.generators.testkit.TestFolder;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures tokens a second, on a model of stories15M's shape with random weights. */
final class Speed {
  /** Bytes of weights that a token reads: all matrices, the shared classifier once. */
  static final long BYTES_A_TOKEN = 4L * (6 * (4 * 288 * 288 + 3 * 288 * 768) + 32_000 * 288);

  /** The model's context. */
  static final int CONTEXT = 256;

  private static final Path FOLDER = TestFolder.own("speed");
  private static final long SEED = 1;
  private static final int READ_MILLIS = 300;
  private static final Pattern KERNEL_RATE = Pattern.compile("(\\d+) tokens, ([0-9.]+) tokens/s");
  private static final Pattern LLAMA2C_RATE = Pattern.compile("achieved tok/s: ([0-9.]+)");

  private Speed() {}

  /** The model, written if it is not there yet. */
  static TestModel model() throws IOException {
    Path weights = RandomModel.stories15M().write(FOLDER.resolve("random15M.bin"), SEED);
    return new TestModel(weights, Checkout.models().resolve("llama2-tokenizer.bin"));
  }

  /** A kernel that takes the most likely token so many times. */
  static TestKernel kernel(int steps, String... matmul) throws IOException {
    return Kernels.kernel(matmul)
        .model(model())
        .option("story.prompt", "")
        .option("story.temperature", "0")
        .option("story.steps", Integer.toString(steps));
  }

  /** The same with the matrix kernels and vector functions of an instruction set: {@code avx2}. */
  static TestKernel kernelFor(String set, int steps) throws IOException {
    TestKernel kernel = kernel(steps, "matmul-" + set);
    return Kernels.has("vector-" + set) ? kernel.with("vector-" + set) : kernel;
  }

  /**
   * What a kernel measured of its own story.
   *
   * @throws IllegalStateException if it did not take all the steps, so that the figure means
   *     another thing
   */
  static double tokensPerSecond(RunResult run, int steps) {
    Matcher rate = KERNEL_RATE.matcher(run.lines());
    if (!run.ok() || !rate.find() || Integer.parseInt(rate.group(1)) != steps) {
      throw new IllegalStateException(
          "no story of %d tokens: %s%n%s".formatted(steps, run.reason(), run.lines()));
    }
    return Double.parseDouble(rate.group(2));
  }

  /** What a build of llama2.c's {@code run} says for the same story. */
  static double llama2c(Path program) throws IOException, InterruptedException {
    TestModel model = model();
    String output =
        run(
            program.toString(),
            model.weights().toString(),
            "-z",
            model.tokenizer().toString(),
            "-t",
            "0",
            "-n",
            Integer.toString(CONTEXT));
    Matcher rate = LLAMA2C_RATE.matcher(output);
    if (!rate.find()) {
      throw new IllegalStateException(program + " says nothing of its speed:\n" + output);
    }
    return Double.parseDouble(rate.group(1));
  }

  /** Bytes a second that a plain vector loop reads, of as many bytes as a token's. */
  static double readBandwidth() throws IOException, InterruptedException {
    return ReadLoop.build(FOLDER).bytesPerSecond(BYTES_A_TOKEN, 1, READ_MILLIS);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("speed", ".txt");
    try {
      int code =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      // What llama2.c prints need not be UTF-8.
      String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", command) + " fails:\n" + printed);
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }
}
