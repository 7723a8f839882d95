// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.Qemu;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.QemuRunner;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a person sees of a chat kernel on a stick with several models: the menu, then a
 * conversation. With {@code -Dgoldens.update=true} the screenshots become the pictures of the
 * documentation. Letters are read by the tests of module console-screen; these look at colours.
 */
@Tag("slow")
class ScreenshotsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path PICTURES = Checkout.root().resolve("docs/images");

  /** Colours of the module: background, the large name. */
  private static final int BACKGROUND = 0x0b0e14;

  private static final int NAME = 0xf0a84a;

  private static Path image;

  @TempDir static Path folder;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    for (String module : new String[] {"chat", "chat-demo", "console-screen", "model-menu"}) {
      Assumptions.assumeTrue(Kernels.has(module), module);
    }
    BuiltKernel kernel =
        TestKernel.of(Kernels.CATALOG, "repl", "chat", "chat-demo", "console-screen")
            .with("model-menu", "any-model", "matmul-avx2", "vector-avx2")
            .model(TestModel.demo())
            .option("kernel.interactive", "true")
            .option("model-menu.countdown", "30")
            .option("sampler.temperature", "0")
            .build();
    Volume volume = Volume.copy(kernel, folder.resolve("volume"));
    for (DataType type : new DataType[] {DataType.F16, DataType.Q8_0}) {
      Path file = volume.folder().resolve("models/stories260K-%s.gguf".formatted(type));
      TestModel.stories260K().toGguf(type, file);
    }
    image = volume.image(folder.resolve("models.img"));
  }

  @ParameterizedTest
  @CsvSource({"800,600", "1280,800", "1920,1080"})
  void menuAndChat(int width, int height) throws Exception {
    KernelOutput quiet = KernelOutput.to(OutputStream.nullOutputStream());
    QemuMachine machine = QemuMachine.standard().resolution(width, height);
    try (KernelProcess process = new QemuRunner(Qemu.find()).start(image, machine, false, quiet)) {
      process.await("any key stops the clock", PATIENCE);
      process.send("1"); // the clock stands: nothing moves while the picture is taken
      Thread.sleep(500);
      BufferedImage menu = picture(process, "menu-" + width);
      process.send("\r");
      for (String line :
          new String[] {"Who are you?", "Tell me a story about a fox.", "/history"}) {
        process.await("\n> ", PATIENCE);
        process.send(line + "\r");
      }
      process.await("\n> ", PATIENCE);
      Thread.sleep(500);
      BufferedImage chat = picture(process, "chat-" + width);
      process.send("/quit\r");
      assertThat(process.finish(Optional.of(PATIENCE)).ok()).isTrue();

      for (BufferedImage picture : new BufferedImage[] {menu, chat}) {
        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(picture.getHeight()).isEqualTo(height);
        assertThat(share(picture, BACKGROUND)).as("background").isBetween(0.5, 0.99);
      }
      assertThat(share(menu, NAME)).as("the name, drawn large").isGreaterThan(0.001);
      assertThat(share(chat, BACKGROUND))
          .as("a chat has more text")
          .isLessThan(share(menu, BACKGROUND));
    }
  }

  private static BufferedImage picture(KernelProcess process, String name) throws Exception {
    Path png = folder.resolve(name + ".png");
    process.screenshot(png);
    if (Boolean.getBoolean("goldens.update")) {
      Files.copy(png, PICTURES.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }
    return ImageIO.read(png.toFile());
  }

  /** The share of a picture's pixels that have a colour. */
  private static double share(BufferedImage picture, int colour) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    return (double) IntStream.of(pixels).filter(pixel -> (pixel & 0xffffff) == colour).count()
        / pixels.length;
  }
}
