// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.configfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.RunAssert;
import dev.baobab.generators.testkit.TestKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that tells a story by the options of a file on its volume. */
class ConfigFileKernelTest {
  private static BuiltKernel kernel;

  @TempDir Path volume;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    kernel = TestKernel.of(ModuleCatalog.onClassPath(), "story", "config-file").build();
  }

  private RunResult boot(byte[] config) throws IOException, InterruptedException {
    Path original = kernel.volume();
    List<Path> files;
    try (Stream<Path> all = Files.walk(original)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = volume.resolve(original.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      if (!Files.exists(copy)) {
        Files.copy(file, copy);
      }
    }
    if (config != null) {
      Files.write(volume.resolve("baobab.cfg"), config);
    }
    return kernel.runHosted(volume, HostedMachine.standard());
  }

  private RunResult boot(String config) throws IOException, InterruptedException {
    return boot(config.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void optionsOfTheFileCount() throws Exception {
    RunResult run = boot("# a short one\r\nstory.prompt = \"Lily and\"\r\nstory.steps = 20\r\n");
    RunAssert.assertThat(run).isOk().writes("2 options from \\baobab.cfg");
    assertThat(run.textAsString()).startsWith("Lily and").hasSizeLessThan(100);
  }

  @Test
  void aKernelWithoutTheFileBoots() throws Exception {
    RunAssert.assertThat(boot((byte[]) null)).isOk().writes("no \\baobab.cfg");
  }

  @Test
  void allBadLinesAreReported() throws Exception {
    RunResult run = boot("story.steps = many\nstory.stepz = 1\n\nstory.steps = 5\nhello\n");
    RunAssert.assertThat(run)
        .failsWith("E-CONFIG")
        .writes("\\baobab.cfg, line 1: E-CONFIG-LINE")
        .writes("did you mean story.steps?")
        .writes("line 4: E-CONFIG-LINE")
        .writes("line 5: E-CONFIG-LINE");
  }

  @Test
  void randomBytesAreAClearError() throws Exception {
    Random random = new Random(1);
    for (int size : new int[] {1, 100, 10_000, 65_536}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      bytes[0] = 'x';
      RunAssert.assertThat(boot(bytes)).failsWith("E-CONFIG").takesLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aFileThatIsTooLargeIsAClearError() throws Exception {
    RunAssert.assertThat(boot(new byte[65_537])).failsWith("E-CONFIG-SIZE");
  }
}
