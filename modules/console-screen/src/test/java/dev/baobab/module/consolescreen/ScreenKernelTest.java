// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.image.ProgressListener;
import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.pipeline.KernelRequest;
import dev.baobab.generators.runners.DiskKind;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.Qemu;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.QemuRunner;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.RandomModel;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import dev.baobab.generators.toolchain.BuildListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A kernel with the screen, booted in QEMU: what it shows is read from screenshots. With {@code
 * -Dgoldens.update=true} they become the pictures of the documentation.
 */
class ScreenKernelTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path MODELS =
      Path.of("../../examples/storyteller/models").toAbsolutePath().normalize();
  private static final Path PICTURES = Path.of("../../docs/images");
  private static final Path FOLDER = Path.of("target").toAbsolutePath();
  private static final int BAR = 0xf0a84a;

  private static Path image;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    image = image("screen", MODELS.resolve("demo.bin"), MODELS.resolve("tokenizer.bin"));
  }

  private static Path image(String name, Path weights, Path tokenizer)
      throws IOException, InterruptedException {
    KernelRequest request =
        KernelRequest.of(
            new Storyteller(weights, tokenizer), Storyteller.class.getClassLoader(), FOLDER);
    return new KernelPipeline(
            request, FOLDER.resolve(name), BuildListener.NONE, ProgressListener.NONE)
        .image();
  }

  private static KernelProcess start(Path image, QemuMachine machine) throws IOException {
    KernelOutput quiet = KernelOutput.to(OutputStream.nullOutputStream());
    return new QemuRunner(Qemu.find()).start(image, machine, false, quiet);
  }

  private static ScreenPicture look(KernelProcess process, String name, int cell)
      throws IOException {
    Path png = FOLDER.resolve(name + ".png");
    process.screenshot(png);
    if (Boolean.getBoolean("goldens.update")) {
      Files.copy(png, PICTURES.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }
    return ScreenPicture.read(png, cell);
  }

  /** Text without differences of blanks and line ends. */
  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @CsvSource({"800,600,8", "1280,800,10", "1920,1080,16"})
  void aConversation(int width, int height, int cell) throws Exception {
    QemuMachine machine = QemuMachine.standard().resolution(width, height);
    try (KernelProcess process = start(image, machine)) {
      process.await("\n> ", PATIENCE);
      String story = process.text();
      process.send("One day, a little dog\r");
      process.await("\n> ", PATIENCE);
      process.send("Where is it\b\b\b");
      Thread.sleep(500); // an echo has no end that one could wait for
      ScreenPicture picture = look(process, "chat-" + width, cell);
      assertThat(picture.width()).isEqualTo(width);
      assertThat(picture.height()).isEqualTo(height);
      assertThat(picture.lines())
          .anyMatch(line -> line.equals("> One day, a little dog"))
          .anyMatch(line -> line.startsWith("> Where is"))
          .anyMatch(line -> line.matches("\\d+ tokens, .* tokens/s"));
      String answer = process.text().substring(story.length());
      assertThat(words(picture.text("BB_CELL_GENERATED"))).endsWith(words(answer));
      assertThat(picture.text("BB_STYLE_INPUT")).contains("Oneday,alittledog");
      assertThat(picture.statusLine())
          .matches(".* │ context \\d+/\\d+ │ [0-9.]+ tokens/s │ 1 core │ memory \\d+/\\d+ MiB");

      process.press("pgup");
      process.press("pgup");
      Thread.sleep(500);
      ScreenPicture first = look(process, "boot-" + width, cell);
      assertThat(first.lines())
          .anyMatch(line -> line.startsWith("Baobab ") && line.endsWith(" - storyteller"))
          .anyMatch(line -> line.contains("screen     %dx%d".formatted(width, height)));
      assertThat(first.pixels(BAR)).as("the name, drawn large").isGreaterThan(1000);
      process.press("pgdn");
      process.press("pgdn");
      process.send("\u0015/quit\r");
      assertThat(process.finish(Optional.of(PATIENCE)).ok()).isTrue();
    }
  }

  /** The disk is a slow one, so that there is something to see. */
  @ParameterizedTest
  @CsvSource({"800,600,8", "1280,800,10", "1920,1080,16"})
  void loading(int width, int height, int cell) throws Exception {
    Path weights = RandomModel.stories15M().write(FOLDER.resolve("random15M.bin"), 15);
    Path tokenizer = TestModel.stories260K().tokenizer().resolveSibling("llama2-tokenizer.bin");
    Path large = image("loading", weights, tokenizer);
    QemuMachine machine = QemuMachine.standard().resolution(width, height).disk(DiskKind.SATA);
    try (KernelProcess process = start(large, machine)) {
      process.await("weights", PATIENCE);
      process.await("30%", PATIENCE);
      ScreenPicture picture = look(process, "loading-" + width, cell);
      assertThat(picture.lines())
          .anyMatch(line -> line.matches(".*weights.* \\d+% of \\d+ MiB, .*s left"));
      assertThat(picture.pixels(BAR)).isGreaterThan(5L * cell * cell);
    }
  }

  @Test
  void withoutGraphicsTheFirmwaresScreenServes() throws Exception {
    BuiltKernel kernel =
        TestKernel.of(ModuleCatalog.onClassPath(), "story", "console-screen").build();
    assertThat(kernel.runHosted().lines()).contains("screen     the firmware's text screen");
  }
}
