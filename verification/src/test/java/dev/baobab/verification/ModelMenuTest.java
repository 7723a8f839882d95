// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.Qemu;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.QemuRunner;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.RandomModel;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A volume with several models, as it is after someone copied files onto a stick: the menu at boot,
 * the list, another model without a restart. The same weights in three files tell the same story.
 */
class ModelMenuTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration QEMU_PATIENCE = Duration.ofSeconds(90);
  private static final String PROMPT = "\n> ";
  private static final String QUESTION = "Which model?";
  private static final String BEGINNING = "Once upon a time";
  private static final String ENTER = "\r";
  private static final String DOWN = "\033[B";
  private static final String UP = "\033[A";

  private static BuiltKernel kernel;

  @TempDir Path folder;
  private Volume volume;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("model-menu") && Kernels.has("any-model"));
    kernel = kernel("2").build();
  }

  private static TestKernel kernel(String countdown) {
    return TestKernel.of(Kernels.CATALOG, "repl", "model-menu", "any-model")
        .option("kernel.interactive", "true")
        .option("model-menu.countdown", countdown)
        .option("sampler.temperature", "0")
        .asIs();
  }

  /** The definition's model is stories260K.bin; beside it are two files of the same weights. */
  @BeforeEach
  void copy() throws IOException, InterruptedException {
    volume = Volume.copy(kernel, folder.resolve("volume"));
    TestModel.stories260K().toGguf(DataType.F32, file("a-single.gguf"));
    TestModel.stories260K().toGguf(DataType.Q8_0, file("quantized.gguf"));
  }

  private Path file(String name) {
    return volume.folder().resolve("models").resolve(name);
  }

  /** A llama2.c model of zeros, of which the disk keeps only the header. */
  private void zeros(String name, RandomModel shape) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(shape.dim()).putInt(shape.hidden()).putInt(shape.layers()).putInt(shape.heads());
    header.putInt(shape.kvHeads()).putInt(shape.vocabulary()).putInt(shape.context());
    try (RandomAccessFile out = new RandomAccessFile(file(name).toFile(), "rw")) {
      out.write(header.array());
      out.setLength(shape.bytes());
    }
  }

  private KernelProcess start() throws IOException, InterruptedException {
    return kernel.startHosted(volume.folder(), HostedMachine.standard());
  }

  private static void type(KernelProcess process, String... lines)
      throws IOException, InterruptedException {
    for (String line : lines) {
      process.await(PROMPT, PATIENCE);
      process.send(line + ENTER);
    }
  }

  private static RunResult leave(KernelProcess process) throws IOException, InterruptedException {
    type(process, "/quit");
    return process.finish(Optional.of(PATIENCE));
  }

  private static String golden() {
    return TestModel.golden("stories260K-greedy.txt").stripTrailing();
  }

  /** What the kernel generated, with the beginning that was typed each time. */
  private static String text(RunResult run) {
    return BEGINNING + run.textAsString().replace("\r\n", "\n");
  }

  /** Boots with keys for the menu, and lets the model tell its story. */
  private RunResult bootWith(String keys) throws IOException, InterruptedException {
    try (KernelProcess process = start()) {
      process.await(QUESTION, PATIENCE);
      process.send(keys);
      type(process, BEGINNING, "/models");
      return leave(process);
    }
  }

  @Test
  void theDefinitionsModelAfterTheCountdown() throws Exception {
    RunResult run = bootWith("");
    assertThat(run)
        .isOk()
        .writes("   1 a-single.gguf                  F32       0.3 M      1.0 MiB  fits")
        .writes("   2 quantized.gguf                 Q8_0      0.3 M      0.3 MiB  fits")
        .writes("*  3 stories260K.bin                F32       0.3 M      1.0 MiB  fits")
        .writes("3, stories260K.bin, in 2 s; any key stops the clock")
        .writes("3, stories260K.bin, in 1 s; any key stops the clock");
    Assertions.assertThat(text(run)).startsWith(golden());
  }

  @Test
  void aNumberChooses() throws Exception {
    RunResult run = bootWith("1" + ENTER);
    assertThat(run).isOk().writes("1, a-single.gguf: Enter").writes("*  1 a-single.gguf");
    Assertions.assertThat(text(run)).startsWith(golden());
  }

  @Test
  void arrowKeysChoose() throws Exception {
    RunResult run = bootWith(UP + UP + UP + DOWN + DOWN + UP + ENTER);
    assertThat(run).isOk().writes("*  1 a-single.gguf");
    Assertions.assertThat(text(run)).startsWith(golden());
  }

  /** The default at once, although the menu would wait. */
  @Test
  void theEndOfTheInputTakesTheDefault() throws Exception {
    BuiltKernel waiting = kernel("0").build();
    try (KernelProcess process = waiting.startHosted(volume.folder(), HostedMachine.standard())) {
      process.endInput();
      RunResult run = process.finish(Optional.of(PATIENCE));
      assertThat(run).isOk().writes(QUESTION).writes("0 answers");
    }
  }

  @Test
  void withOneModelThereIsNoQuestion() throws Exception {
    Files.delete(file("a-single.gguf"));
    Files.delete(file("quantized.gguf"));
    try (KernelProcess process = start()) {
      type(process, "/models", "/model 1", "/model nonsense", BEGINNING);
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .writes("*  1 stories260K.bin")
          .writes("stories260K.bin is in use already")
          .writes("E-MODEL-UNKNOWN");
      Assertions.assertThat(run.lines()).doesNotContain(QUESTION);
      Assertions.assertThat(text(run)).startsWith(golden());
    }
  }

  /** There and back: each time the whole of the conversation is the new model's. */
  @Test
  void anotherModelWithoutARestart() throws Exception {
    String story = bootWith("3" + ENTER).textAsString();
    String quantized = bootWith("2" + ENTER).textAsString();
    Assertions.assertThat(quantized).isNotEqualTo(story).hasSizeGreaterThan(200);
    try (KernelProcess process = start()) {
      process.await(QUESTION, PATIENCE);
      process.send(ENTER);
      type(process, BEGINNING, "/model A-Single", BEGINNING);
      type(process, "/model 2", BEGINNING, "/model stories260K.bin", BEGINNING, "/model");
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .tells(story + story + quantized + story)
          .writes("a-single.gguf is in use. The conversation is forgotten.")
          .writes("quantized.gguf is in use. The conversation is forgotten.")
          .writes("stories260K.bin is in use. The conversation is forgotten.")
          .writesLike("file +\\\\models\\\\stories260K.bin");
    }
  }

  @Test
  void whatCannotBeUsedIsListedAndRefused() throws Exception {
    byte[] whole = Files.readAllBytes(file("a-single.gguf"));
    Files.write(file("broken.gguf"), Arrays.copyOf(whole, whole.length - 1));
    Files.write(file("empty.gguf"), new byte[0]);
    Files.writeString(file("notes.txt"), "no model at all");
    zeros("huge.bin", new RandomModel(4096, 11008, 40, 32, 32, 512, 512, true));
    try (KernelProcess process = start()) {
      process.await(QUESTION, PATIENCE);
      process.send("2" + ENTER);
      process.await("E-MODEL-TRUNCATED", PATIENCE);
      process.send("6" + ENTER);
      type(process, BEGINNING, "/model huge", "/model broken.gguf");
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .writes("2 broken.gguf")
          .writes("unusable")
          .writes("3 empty.gguf")
          .writes("4 huge.bin")
          .writes("does not fit")
          .writes("E-MEMORY-SHORT");
      Assertions.assertThat(run.lines()).doesNotContain("notes.txt").doesNotContain("tok512");
      Assertions.assertThat(text(run)).startsWith(golden());
    }
  }

  /** A shorter context makes room: the kernel says so. */
  @Test
  void aModelThatFitsWithAShorterContext() throws Exception {
    zeros("long.bin", new RandomModel(512, 512, 2, 8, 8, 512, 8192, true));
    String story = bootWith("4" + ENTER).textAsString();
    try (KernelProcess process =
        kernel.startHosted(volume.folder(), HostedMachine.standard().memoryMiB(64))) {
      process.await(QUESTION, PATIENCE);
      process.send(ENTER);
      type(process, BEGINNING, "/model long", "/model 4", BEGINNING);
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .tells(story + story)
          .writesLike("long.bin .* context [0-9]+")
          .writesLike("The context has [0-9]+ positions, not 8192: more do not fit in memory");
    }
  }

  /** A damage that only loading finds: the model before works on. */
  @Test
  void theModelBeforeIsLoadedAgain() throws Exception {
    byte[] bytes = Files.readAllBytes(TestModel.stories260K().weights());
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(40_000, Float.NaN);
    Files.write(file("nan.bin"), bytes);
    try (KernelProcess process = start()) {
      process.await(QUESTION, PATIENCE);
      process.send(ENTER);
      type(process, "/model nan", "/models", BEGINNING);
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .writes("E-WEIGHTS-NAN")
          .writes("The model before is loaded again.")
          .writes("stories260K.bin is in use. The conversation is forgotten.")
          .writes("*  4 stories260K.bin");
      Assertions.assertThat(text(run)).startsWith(golden());
    }
  }

  /** Its own tokenizer comes before the definition's. */
  @Test
  void aModelWithATokenizerOfItsOwn() throws Exception {
    zeros("large.bin", new RandomModel(64, 64, 1, 8, 8, 32_000, 512, true));
    Path tokenizer = TestModel.stories260K().tokenizer().resolveSibling("llama2-tokenizer.bin");
    Files.copy(tokenizer, file("large.tokenizer.bin"));
    try (KernelProcess process = start()) {
      process.await(QUESTION, PATIENCE);
      process.send(ENTER);
      type(process, "/model large", "/model");
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .writes("large.bin is in use")
          .writesLike("tokenizer +\\\\models\\\\large.tokenizer.bin")
          .writes("32000 tokens");
      Assertions.assertThat(run.lines()).doesNotContain("large.tokenizer.bin   ");
    }
  }

  @Test
  void manyFilesWithOddNames() throws Exception {
    byte[] broken = "GGUF".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 40; i++) {
      Files.write(file("%02d%s.gguf".formatted(i, "n".repeat(5 * i))), broken);
    }
    Files.write(file("\033[2Jclear.gguf"), broken);
    Files.write(file("._a-single.gguf"), broken);
    try (KernelProcess process = start()) {
      process.await(QUESTION, PATIENCE);
      type(process, BEGINNING);
      RunResult run = leave(process);
      assertThat(run).isOk().writes(" more cannot be listed");
      Assertions.assertThat(run.lines()).doesNotContain("clear.gguf").doesNotContain("._a-");
      Assertions.assertThat(text(run)).startsWith(golden());
    }
  }

  /** Of a definition: packed, as it is, and as a GGUF file; what they need comes along. */
  @Test
  void modelsOfADefinition() throws Exception {
    TestModel first = TestModel.stories260K();
    Path half = Files.copy(first.weights(), folder.resolve("half.bin"));
    Path single = Files.copy(file("a-single.gguf"), folder.resolve("single.gguf"));
    BuiltKernel several =
        TestKernel.of(Kernels.CATALOG, "repl")
            .option("kernel.interactive", "true")
            .option("sampler.temperature", "0")
            .beside(
                new TestModel(half, first.tokenizer()).quantize(DataType.F16),
                TestModel.gguf(single))
            .build();
    try (KernelProcess process = several.startHosted(HostedMachine.standard())) {
      process.await(QUESTION, PATIENCE);
      process.send("1" + ENTER);
      type(process, "/model", "/model single", BEGINNING, "/models");
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .writesLike("tokenizer +\\\\models\\\\half.tokenizer.bin")
          .writesLike("1 half.bbw +F16 .* fits")
          .writesLike("[*]  2 single.gguf +F32 .* fits")
          .writesLike("3 stories260K.bbw +F32 .* fits");
      Assertions.assertThat(text(run)).startsWith(golden());
    }
  }

  /** Modules whose memory, templates and figures depend on the model begin anew with each. */
  @Test
  void aChatGoesToAnotherModelAndBack() throws Exception {
    BuiltKernel chat =
        TestKernel.of(Kernels.CATALOG, "chat", "chat-demo", "model-menu", "any-model")
            .with("memory-time-travel", "drc-confidence", "smp", "top-k")
            .model(TestModel.demo())
            .option("kernel.interactive", "true")
            .option("repl.statistics", "false")
            .option("sampler.temperature", "0")
            .build();
    volume = Volume.copy(chat, folder.resolve("chat"));
    Files.copy(TestModel.stories260K().weights(), file("stories.bin"));
    Files.copy(TestModel.stories260K().tokenizer(), file("stories.tokenizer.bin"));
    try (KernelProcess process =
        chat.startHosted(volume.folder(), HostedMachine.standard().processors(2))) {
      process.await(QUESTION, PATIENCE);
      process.send(ENTER);
      type(process, "Who are you?", "/model stories", BEGINNING, "/checkpoints");
      type(process, "/model demo", "/history", "Who are you?", "/checkpoints");
      RunResult run = leave(process);
      assertThat(run).isOk().writes("stories.bin is in use").writes("demo.bbw is in use");
      String text = run.textAsString().replace("\r\n", "\n").strip();
      String who = text.substring(0, text.indexOf('\n'));
      Assertions.assertThat(who).startsWith("I am a small language model.");
      Assertions.assertThat(text)
          .startsWith(who + "\n" + golden().substring(BEGINNING.length()))
          .endsWith("\n" + who);
      Assertions.assertThat(run.lines()).doesNotContain("E-CHAT").doesNotContain("you      Who");
    }
  }

  /** A conversation comes before a model of the same name; what is neither is told. */
  @Test
  void loadIsForConversationsAndModels() throws Exception {
    BuiltKernel chat =
        TestKernel.of(Kernels.CATALOG, "chat", "chat-demo", "model-menu", "any-model")
            .model(TestModel.demo())
            .option("kernel.interactive", "true")
            .build();
    volume = Volume.copy(chat, folder.resolve("load"));
    Files.copy(TestModel.stories260K().weights(), file("stories.bin"));
    Files.copy(TestModel.stories260K().tokenizer(), file("stories.tokenizer.bin"));
    try (KernelProcess process = chat.startHosted(volume.folder(), HostedMachine.standard())) {
      process.await(QUESTION, PATIENCE);
      process.send(ENTER);
      type(process, "/load", "/load stories", "/load", "/load demo", "/save stories", "/load");
      type(process, "/load stories", "/load stories.bin", "/load demo", "/load nonsense.bin");
      RunResult run = leave(process);
      assertThat(run)
          .isOk()
          .writes("No conversation is saved.")
          .writes("Saved as stories: 0 turns.")
          .writes("Loaded stories: 0 turns.")
          .writes("E-CHAT-MISSING")
          .writes("there is no conversation \"nonsense.bin\", and no other model");
      Assertions.assertThat(run.lines().split("stories.bin is in use")).hasSize(3);
      Assertions.assertThat(run.lines().split("demo.bbw is in use")).hasSize(3);
      Assertions.assertThat(run.lines()).contains("\nstories\r\n");
    }
  }

  @Test
  void withoutAnyoneToAskTheDefinitionsModel() throws Exception {
    BuiltKernel alone =
        GoldenStory.GREEDY.ask(Kernels.kernel("model-menu", "any-model")).asIs().build();
    Volume other = Volume.copy(alone, folder.resolve("alone"));
    Files.copy(file("quantized.gguf"), other.folder().resolve("models/a.gguf"));
    RunResult run = alone.runHosted(other.folder(), HostedMachine.standard());
    assertThat(run).tells(GoldenStory.GREEDY.text());
    Assertions.assertThat(run.lines()).doesNotContain(QUESTION);
  }

  /** The firmware's FAT driver lists the files; its keys are taken. */
  @Test
  void inQemu() throws Exception {
    Path image = volume.image(folder.resolve("models.img"));
    KernelOutput quiet = KernelOutput.to(OutputStream.nullOutputStream());
    try (KernelProcess process =
        new QemuRunner(Qemu.find()).start(image, QemuMachine.standard(), false, quiet)) {
      process.await(QUESTION, QEMU_PATIENCE);
      process.send("1" + ENTER);
      process.await(PROMPT, QEMU_PATIENCE);
      process.send("/set repl.steps 20" + ENTER);
      process.await(PROMPT, QEMU_PATIENCE);
      process.send(BEGINNING + ENTER);
      process.await(PROMPT, QEMU_PATIENCE);
      process.send("/model 3" + ENTER);
      process.await("stories260K.bin is in use", QEMU_PATIENCE);
      process.await(PROMPT, QEMU_PATIENCE);
      process.send(BEGINNING + ENTER);
      process.await(PROMPT, QEMU_PATIENCE);
      process.send("/quit" + ENTER);
      RunResult run = process.finish(Optional.of(QEMU_PATIENCE));
      assertThat(run).isOk().writes("1 a-single.gguf").writes("2 quantized.gguf");
      String[] texts = run.textAsString().replace("\r\n", "\n").split("\n");
      Assertions.assertThat(golden()).startsWith(BEGINNING + texts[0]);
      Assertions.assertThat(texts[1]).isEqualTo(texts[0]);
    }
  }
}
