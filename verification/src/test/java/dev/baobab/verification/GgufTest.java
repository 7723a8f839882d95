// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * GGUF files in place of the model's own: the same text of the same weights, and clear errors for
 * damaged ones.
 */
class GgufTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int MUTANTS = 200;

  private static String[] modules;
  private static BuiltKernel kernel;

  @TempDir Path folder;
  private Volume volume;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("format-gguf"));
    modules =
        Stream.concat(Stream.of("format-gguf"), types().flatMap(type -> type.module().stream()))
            .toArray(String[]::new);
    kernel = GoldenStory.GREEDY.ask(Kernels.kernel(modules)).asIs().build();
  }

  @BeforeEach
  void copy() throws IOException, InterruptedException {
    volume = Volume.copy(kernel, folder.resolve("volume"));
  }

  static Stream<DataType> types() {
    return Arrays.stream(DataType.values()).filter(Kernels::has);
  }

  private byte[] gguf(DataType type) throws IOException {
    Path file = folder.resolve(type + ".gguf");
    TestModel.stories260K().toGguf(type, file);
    return Files.readAllBytes(file);
  }

  private RunResult run() throws IOException, InterruptedException {
    return kernel.runHosted(volume.folder(), HostedMachine.standard());
  }

  @Test
  void theGoldenStory() throws IOException, InterruptedException {
    volume.model(gguf(DataType.F32));
    assertThat(run()).tells(GoldenStory.GREEDY.text()).writes("0.3 M parameters");
  }

  /** The weights are those of the packed model, to the bit: so is the text. */
  @ParameterizedTest
  @MethodSource("types")
  void theTextOfThePackedModel(DataType type) throws IOException, InterruptedException {
    TestKernel packed = GoldenStory.GREEDY.ask(Kernels.kernel(modules)).quantize(type);
    String text = packed.build().runHosted().textAsString();
    Assertions.assertThat(text).hasSizeGreaterThan(200);

    volume.model(gguf(type));

    assertThat(run()).tells(text);
  }

  /** The file says how it wants to be talked to; the answers are those of its own format. */
  @Test
  void theDemoModelChats() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("chat") && Kernels.has("chat-demo"));
    String answers = answers(TestModel.demo().asIs());
    Assertions.assertThat(answers)
        .startsWith("I am a small language model.")
        .endsWith("\n7 + 5 = 12.\n");
    TestModel gguf = TestModel.demo().toGguf(DataType.F32, folder.resolve("demo.gguf"));
    Assertions.assertThat(answers(gguf)).isEqualTo(answers);
  }

  private static String answers(TestModel model) throws IOException, InterruptedException {
    BuiltKernel chat =
        TestKernel.of(Kernels.CATALOG, "chat", "chat-demo", "chat-zephyr", "chat-phi3")
            .model(model)
            .option("kernel.interactive", "true")
            .option("repl.statistics", "false")
            .option("sampler.temperature", "0")
            .build();
    try (KernelProcess process = chat.startHosted(HostedMachine.standard())) {
      process.send("Who are you?\nWhat is 7 + 5?\n/get chat.template\n");
      process.endInput();
      RunResult run = process.finish(Optional.of(Duration.ofSeconds(20)));
      assertThat(run).isOk().writes("auto");
      Assertions.assertThat(run.lines()).doesNotContain("No installed chat template");
      return run.textAsString().replace("\r", "");
    }
  }

  @Test
  void truncated() throws IOException, InterruptedException {
    byte[] file = gguf(DataType.F32);
    for (int size : new int[] {4, 7, 8, 23, 24, 100, 5000, 30_000, file.length - 1}) {
      volume.model(Arrays.copyOf(file, size));
      assertThat(run()).failsWith("E-MODEL-TRUNCATED").takesLessThan(SOON);
    }
  }

  @Test
  void otherVersions() throws IOException, InterruptedException {
    byte[] file = gguf(DataType.F32);
    for (int version : new int[] {0, 1, 4, 3 << 24, -1}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.BYTES, version);
      volume.model(file);
      assertThat(run()).failsWith("E-GGUF-VERSION").takesLessThan(SOON);
    }
  }

  /** A clear error, or a model that tells something: soon. */
  @Test
  void mutants() throws IOException, InterruptedException {
    byte[] file = gguf(types().anyMatch(DataType.Q8_0::equals) ? DataType.Q8_0 : DataType.F32);
    int headBytes = 16 * 1024; // metadata, vocabulary and list of tensors
    Random random = new Random(5);
    int failed = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = file.clone();
      for (int change = 0; change <= i % 4; change++) {
        int at = random.nextInt(i % 8 == 0 ? mutant.length : headBytes);
        mutant[at] = (byte) (random.nextBoolean() ? random.nextInt() : mutant[at] ^ 1 << i % 8);
      }
      volume.model(mutant);

      RunResult run = run();

      assertThat(run).takesLessThan(SOON);
      if (!run.ok()) {
        failed++;
        Assertions.assertThat(run.lines()).as("mutant %d", i).containsPattern("─ E-[A-Z0-9-]+ ");
      }
    }
    Assertions.assertThat(failed).isBetween(20, MUTANTS - 20);
  }
}
