// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.RandomModel;
import dev.baobab.generators.testkit.RunAssert;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged and wrong files: a clear error with its code, soon, and nothing else. One kernel, which
 * reads its model's file as it is; many volumes.
 */
class BadInputTest {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int HEADER_BYTES = 28;
  private static final int DIM = 64;
  private static final int HIDDEN = 172;
  private static final int LAYERS = 5;
  private static final int KV_DIM = 32;
  private static final int VOCABULARY = 512;
  private static final int CONTEXT = 512;
  private static final int HEAD_SIZE = 8;

  private static BuiltKernel kernel;
  private static byte[] model;
  private static byte[] tokenizer;

  @TempDir Path folder;
  private Volume volume;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("format-llama2c"));
    kernel = GoldenStory.GREEDY.ask(Kernels.kernel()).asIs().build();
    model = Files.readAllBytes(TestModel.stories260K().weights());
    tokenizer = Files.readAllBytes(TestModel.stories260K().tokenizer());
  }

  @BeforeEach
  void copy() throws IOException, InterruptedException {
    volume = Volume.copy(kernel, folder.resolve("volume"));
  }

  private RunResult run(String... options) throws IOException, InterruptedException {
    return kernel.runHosted(volume.folder(), HostedMachine.standard().more(options));
  }

  private void failsWith(String code, String... options) throws IOException, InterruptedException {
    assertThat(run(options)).failsWith(code).takesLessThan(SOON);
  }

  /** What all the other tests change something of. */
  @Test
  void goodFilesAreGood() throws IOException, InterruptedException {
    assertThat(run()).tells(GoldenStory.GREEDY.text());
  }

  // --- The model's file

  @Test
  void missingModel() throws IOException, InterruptedException {
    Files.delete(volume.modelFile());
    failsWith("E-FILE-MISSING");
  }

  @Test
  void folderInPlaceOfModel() throws IOException, InterruptedException {
    Files.delete(volume.modelFile());
    Files.createDirectory(volume.modelFile());
    Assertions.assertThat(run().ok()).isFalse();
  }

  @Test
  void emptyModel() throws IOException, InterruptedException {
    volume.model(new byte[0]);
    failsWith("E-MODEL-FORMAT");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 27})
  void modelEndsInItsHeader(int bytes) throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, bytes));
    failsWith("E-MODEL-FORMAT");
  }

  /** Where each tensor of the file begins, with one byte less and one byte more. */
  static IntStream boundaries() {
    int[] elements = {
      VOCABULARY * DIM,
      LAYERS * DIM,
      LAYERS * DIM * DIM,
      LAYERS * DIM * KV_DIM,
      LAYERS * DIM * KV_DIM,
      LAYERS * DIM * DIM,
      LAYERS * DIM,
      LAYERS * DIM * HIDDEN,
      LAYERS * DIM * HIDDEN,
      LAYERS * DIM * HIDDEN,
      DIM,
      CONTEXT * HEAD_SIZE / 2,
      CONTEXT * HEAD_SIZE / 2
    };
    int at = HEADER_BYTES;
    List<Integer> sizes = new ArrayList<>(List.of(at, at + 1));
    for (int count : elements) {
      at += Float.BYTES * count;
      sizes.addAll(List.of(at - 1, at, at + 1));
    }
    int whole = at;
    return sizes.stream().mapToInt(i -> i).filter(size -> size < whole);
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void modelEndsInOrBehindATensor(int bytes) throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, bytes));
    failsWith("E-MODEL-TRUNCATED");
  }

  @Test
  void modelIsTooLong() throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, model.length + 1));
    failsWith("E-MODEL-SIZE");
  }

  static Stream<Arguments> headerFields() {
    int[] values = {Integer.MIN_VALUE, -1, 0, 1 << 20, (1 << 20) + 1, 1 << 30, Integer.MAX_VALUE};
    return IntStream.range(0, HEADER_BYTES / Integer.BYTES)
        .boxed()
        .flatMap(field -> Arrays.stream(values).mapToObj(value -> Arguments.of(field, value)));
  }

  /**
   * A field alone makes the shape impossible, or another size of file, or another vocabulary; at
   * the greatest allowed values the sizes are far beyond 32 bits.
   */
  @ParameterizedTest
  @MethodSource("headerFields")
  void headerFieldIsWrong(int field, int value) throws IOException, InterruptedException {
    volume.model(with(model, field * Integer.BYTES, value));
    RunResult run = run();
    assertThat(run).takesLessThan(SOON);
    Assertions.assertThat(codeOf(run))
        .isIn("E-MODEL-SHAPE", "E-MODEL-TRUNCATED", "E-MODEL-SIZE", "E-MODEL-FORMAT");
  }

  @Test
  void sizesOverflow() throws IOException, InterruptedException {
    ByteBuffer header = ByteBuffer.wrap(model.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int field = 0; field < HEADER_BYTES / Integer.BYTES; field++) {
      header.putInt(field * Integer.BYTES, 1 << 20);
    }
    header.putInt(3 * Integer.BYTES, 1 << 19);
    header.putInt(4 * Integer.BYTES, 1 << 19);
    volume.model(header.array());
    failsWith("E-MODEL-TRUNCATED");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, -1, 0, Integer.MAX_VALUE})
  void versionIsUnknown(int version) throws IOException, InterruptedException {
    volume.model(with(with(model, 0, 0x616b3432), Integer.BYTES, version));
    failsWith("E-MODEL-VERSION");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7fc00000, 0x7f800000, 0xff800000})
  void weightIsNoFiniteNumber(int bits) throws IOException, InterruptedException {
    volume.model(with(model, model.length / 2 & -Integer.BYTES, bits));
    failsWith("E-WEIGHTS-NAN");
  }

  /** Finite weights so large that the products are not. */
  @Test
  void weightsAreHuge() throws IOException, InterruptedException {
    volume.model(with(model, HEADER_BYTES + 4 * DIM * VOCABULARY, Float.floatToIntBits(3e38f)));
    RunResult run = run();
    assertThat(run).takesLessThan(SOON);
    Assertions.assertThat(run.ok() || codeOf(run).equals("E-MODEL-NAN")).isTrue();
  }

  @Test
  void randomBytes() throws IOException, InterruptedException {
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[1 + random.nextInt(5000)];
      random.nextBytes(bytes);
      volume.model(bytes);
      failsWith("E-MODEL-FORMAT");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 27, 28, 500_000, -1})
  void modelCannotBeRead(int offset) throws IOException, InterruptedException {
    // The tables at the end of the file are not read: they follow from the shape.
    int last = model.length - CONTEXT * HEAD_SIZE * Float.BYTES - 1;
    int at = offset < 0 ? last : offset;
    failsWith("E-FILE-READ", "--read-error", "models/stories260K.bin:" + at);
  }

  // --- The tokenizer's file

  @Test
  void missingTokenizer() throws IOException, InterruptedException {
    Files.delete(volume.tokenizerFile());
    failsWith("E-FILE-MISSING");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5, 11, 12, 13, 4000, -1})
  void tokenizerEndsTooSoon(int bytes) throws IOException, InterruptedException {
    volume.tokenizer(Arrays.copyOf(tokenizer, bytes < 0 ? tokenizer.length - 1 : bytes));
    failsWith("E-TOKENIZER-TRUNCATED");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,-1", "0,-2147483648", "8,-1", "8,2147483647", "8,-2147483648", "8,200"})
  void tokenLengthIsWrong(int offset, int length) throws IOException, InterruptedException {
    volume.tokenizer(with(tokenizer, offset, length));
    failsWith("E-TOKENIZER-LENGTH");
  }

  /** The greatest length is a claim: a token may not go on behind the end of the file. */
  @Test
  void tokenGoesOnBehindTheFile() throws IOException, InterruptedException {
    volume.tokenizer(with(with(tokenizer, 0, Integer.MAX_VALUE), 8, Integer.MAX_VALUE));
    failsWith("E-TOKENIZER-TRUNCATED");
  }

  @Test
  void tokenizerOfALargerModel() throws IOException, InterruptedException {
    volume.tokenizer(Files.readAllBytes(largeTokenizer()));
    failsWith("E-TOKENIZER-SIZE");
  }

  @Test
  void tokenizerOfASmallerModel() throws IOException, InterruptedException {
    RandomModel large = new RandomModel(8, 8, 1, 1, 1, 1000, 16, true);
    volume.model(Files.readAllBytes(large.write(folder.resolve("large.bin"), 1)));
    failsWith("E-TOKENIZER-TRUNCATED");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3000})
  void tokenizerCannotBeRead(int offset) throws IOException, InterruptedException {
    failsWith("E-FILE-READ", "--read-error", "models/tok512.bin:" + offset);
  }

  // --- Memory

  /** From 32 MiB up until it fits: never anything but a clear error or the text. */
  @Test
  void tooLittleMemory() throws IOException, InterruptedException {
    RandomModel shape = new RandomModel(512, 1376, 6, 8, 8, 512, 2048, true);
    shape.write(folder.resolve("shape.bin"), 1);
    Files.move(
        folder.resolve("shape.bin"), volume.modelFile(), StandardCopyOption.REPLACE_EXISTING);
    boolean fits = false;
    int failures = 0;
    for (int mebibytes = 32; !fits; mebibytes += 16) {
      RunResult run =
          kernel.runHosted(volume.folder(), HostedMachine.standard().memoryMiB(mebibytes));
      fits = run.ok();
      if (!fits) {
        assertThat(run).failsWith("E-MEMORY-SHORT").writes("would fit").takesLessThan(SOON);
        failures++;
      }
    }
    Assertions.assertThat(failures).isGreaterThan(3);
  }

  // --- Machines with the real firmware

  @Test
  void inQemu() throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, model.length - 1));
    inQemu("truncated").failsWith("E-MODEL-TRUNCATED");
    volume.model(with(model, model.length / 2 & -Integer.BYTES, 0x7fc00000));
    inQemu("nan").failsWith("E-WEIGHTS-NAN");
    Files.delete(volume.modelFile());
    inQemu("missing").failsWith("E-FILE-MISSING");
  }

  private RunAssert inQemu(String name) throws IOException, InterruptedException {
    Path image = volume.image(folder.resolve(name + ".img"));
    return assertThat(BuiltKernel.runQemu(image, QemuMachine.standard()));
  }

  private static Path largeTokenizer() {
    return TestModel.stories260K().tokenizer().resolveSibling("llama2-tokenizer.bin");
  }

  private static byte[] with(byte[] bytes, int offset, int value) {
    byte[] changed = bytes.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    return changed;
  }

  /** The code in the frame of the error. */
  private static String codeOf(RunResult run) {
    String lines = run.lines();
    int at = lines.indexOf("\u250c\u2500 ");
    String code = at < 0 ? "none" : lines.substring(at + 3).split(" ", 2)[0];
    if (at >= 0) {
      assertThat(run).failsWith(code);
    }
    return code;
  }
}
