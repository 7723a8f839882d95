// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A kernel with the screen, booted in QEMU: what it shows is read from screenshots. With {@code
 * -Dgoldens.update=true} they become the pictures of the documentation.
 */
class ScreenKernelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path MODELS =
      Path.of("../../examples/storyteller/models").toAbsolutePath().normalize();
  private static final Path PICTURES = Path.of("../../docs/images");
  private static final Path FOLDER = Path.of("target").toAbsolutePath();
  private static final int BAR = 0xf0a84a;

  private static final boolean HAS_PROMPT =
      ModuleCatalog.onClassPath().modules().stream().anyMatch(module -> module.id().equals("repl"));

  private static Path image;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    image = image(MODELS.resolve("demo.bin"), MODELS.resolve("tokenizer.bin"));
  }

  private static Path image(Path weights, Path tokenizer) throws IOException, InterruptedException {
    Assumptions.assumeTrue(HAS_PROMPT, "there is no module repl to type to");
    return TestKernel.of(ModuleCatalog.onClassPath(), "repl", "console-screen")
        .with("matmul-sse2", "matmul-avx2", "vector-avx2")
        .model(new TestModel(weights, tokenizer))
        .option("kernel.interactive", "true")
        .option("sampler.temperature", "0")
        .option("sampler.seed", "1")
        .build()
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

  /** The serial port is told before the screen: looks until a line is there, for a while. */
  private static ScreenPicture lookFor(String line, KernelProcess process, String name, int cell)
      throws IOException, InterruptedException {
    ScreenPicture picture = look(process, name, cell);
    for (int tries = 0; tries < 50 && !picture.lines().contains(line); tries++) {
      Thread.sleep(200);
      picture = look(process, name, cell);
    }
    return picture;
  }

  /** Blanks and line ends differ: words are wrapped. */
  private static String letters(String text) {
    return text.replaceAll("\\s+", "");
  }

  @ParameterizedTest
  @CsvSource({"800,600,8", "1280,800,10", "1920,1080,16"})
  void aConversation(int width, int height, int cell) throws Exception {
    QemuMachine machine = QemuMachine.standard().resolution(width, height);
    try (KernelProcess process = start(image, machine)) {
      process.await("\n> ", PATIENCE);
      process.send("Once upon a time\r");
      process.await("\n> ", PATIENCE);
      process.send("One day, a dog\b\b\bfox");
      ScreenPicture picture = lookFor("> One day, a fox█", process, "screen-" + width, cell);
      assertThat(picture.width()).isEqualTo(width);
      assertThat(picture.height()).isEqualTo(height);
      assertThat(picture.lines())
          .anyMatch(line -> line.startsWith("Baobab ") && line.endsWith(" - baobab"))
          .anyMatch(line -> line.contains("screen     %dx%d".formatted(width, height)))
          .anyMatch(line -> line.equals("> Once upon a time"))
          .anyMatch(line -> line.equals("> One day, a fox█"))
          .anyMatch(line -> line.matches("\\d+ tokens, .* tokens/s"));
      assertThat(letters(picture.text("BB_CELL_GENERATED"))).isEqualTo(letters(process.text()));
      assertThat(picture.text("BB_STYLE_INPUT")).isEqualTo("Onceuponatime Oneday,afox");
      assertThat(picture.text("BB_STYLE_PROMPT")).isEqualTo("> >");
      assertThat(picture.statusLine())
          .matches(".* │ context \\d+/\\d+ │ [0-9.]+ tokens/s │ 1 core │ memory \\d+/\\d+ MiB");
      assertThat(picture.pixels(BAR)).as("the name, drawn large").isGreaterThan(1000);

      process.send("\u0015/help\r");
      process.await("\n> ", PATIENCE);
      process.press("pgup");
      process.press("pgup");
      process.send("\u001b[A"); // the page goes back to the end, and the last line is edited
      process.await("/help", PATIENCE);
      process.press("pgup");
      process.press("pgup");
      ScreenPicture first = awaitPage(process, "pages-" + width, cell, "below: Page Down");
      assertThat(first.lines()).containsAll(picture.lines().subList(0, 12));
      process.press("pgdn");
      process.press("pgdn");
      assertThat(awaitPage(process, "end-" + width, cell, "context").lines())
          .anyMatch(line -> line.equals("> /help█"));
      process.send("\u0015/quit\r");
      assertThat(process.finish(Optional.of(PATIENCE)).ok()).isTrue();
    }
  }

  /** Keys of the keyboard have no echo that tells when they are through. */
  private static ScreenPicture awaitPage(
      KernelProcess process, String name, int cell, String status) throws Exception {
    Path png = FOLDER.resolve(name + ".png");
    for (int tries = 0; tries < 50; tries++) {
      Thread.sleep(200);
      process.screenshot(png);
      ScreenPicture picture = ScreenPicture.read(png, cell);
      boolean away = picture.statusLine().contains("below: Page Down");
      if (picture.statusLine().contains(status) && away == status.contains("below")) {
        return picture;
      }
    }
    throw new AssertionError("the status line does not become \"%s\"".formatted(status));
  }

  /** The disk is a slow one, so that there is something to see. */
  @ParameterizedTest
  @CsvSource({"800,600,8", "1280,800,10", "1920,1080,16"})
  void loading(int width, int height, int cell) throws Exception {
    Path weights = RandomModel.stories15M().write(FOLDER.resolve("random15M.bin"), 15);
    Path tokenizer = TestModel.stories260K().tokenizer().resolveSibling("llama2-tokenizer.bin");
    Path large = image(weights, tokenizer);
    QemuMachine machine = QemuMachine.standard().resolution(width, height).disk(DiskKind.SATA);
    try (KernelProcess process = start(large, machine)) {
      process.await("████", PATIENCE);
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
