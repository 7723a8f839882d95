// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainTest {
  @TempDir Path folder;

  @Test
  void theNewestVersionOnThePathIsTaken() throws Exception {
    program("a/clang");
    program("a/lld-link-14");
    program("a/nasm");
    program("b/clang-16");
    program("b/clang-19");
    program("b/lld-link");

    assertThat(find(Map.of("PATH", "/absent::" + folder.resolve("a") + ":" + folder.resolve("b"))))
        .isEqualTo(
            new Toolchain(
                folder.resolve("b/clang-19"),
                folder.resolve("a/lld-link-14"),
                folder.resolve("a/nasm")));
  }

  @Test
  void theEnvironmentsChoiceGoesFirst() throws Exception {
    program("a/clang-19");
    program("a/lld-link-19");
    program("a/nasm");
    Path chosen = program("mine/cc");

    Toolchain found =
        find(Map.of("PATH", folder.resolve("a").toString(), "BAOBAB_CLANG", chosen.toString()));
    assertThat(found.clang()).isEqualTo(chosen);
  }

  @Test
  void aMissingProgramNamesItsPackage() throws Exception {
    program("a/clang-19");
    Files.createDirectories(folder.resolve("a/lld-link-19")); // a folder is no program
    Files.createFile(folder.resolve("a/lld-link"));

    assertThatThrownBy(() -> find(Map.of("PATH", folder.resolve("a").toString())))
        .isInstanceOf(ToolchainException.class)
        .hasMessageStartingWith("lld-link is not installed (looked for lld-link-")
        .hasMessageEndingWith(
            "lld-link-14, lld-link on the PATH). To fix: apt install lld-19, or set BAOBAB_LLD_LINK");
  }

  @Test
  void nothingIsFoundWithoutAPath() {
    assertThatThrownBy(() -> find(Map.of()))
        .hasMessageContaining("To fix: apt install clang-19, or set BAOBAB_CLANG");
  }

  @Test
  void aChoiceThatIsNoProgramIsSaid() throws Exception {
    Path file = Files.createFile(folder.resolve("cc"));

    assertThatThrownBy(() -> find(Map.of("BAOBAB_CLANG", file.toString())))
        .hasMessage(
            "BAOBAB_CLANG is set to %s, which is not a program. To fix: correct or unset it"
                .formatted(file));
  }

  private static Toolchain find(Map<String, String> environment) throws ToolchainException {
    return Toolchain.find(environment::get);
  }

  private Path program(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
