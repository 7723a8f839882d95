// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenKernelTest {
  @ParameterizedTest
  @CsvSource({"800,600", "1280,800", "1920,1080"})
  void story(int width, int height) throws IOException, InterruptedException {
    BuiltKernel kernel =
        TestKernel.of(ModuleCatalog.onClassPath(), "story", "console-screen").build();
    Path png = Path.of("target", "screen-%d.png".formatted(width)).toAbsolutePath();
    RunResult run =
        kernel.runQemu(QemuMachine.standard().resolution(width, height).screenshot(png));
    System.out.println(run.lines());
    assertThat(run.ok()).isTrue();
    System.out.println(kernel.efiFile().toFile().length());
  }
}
