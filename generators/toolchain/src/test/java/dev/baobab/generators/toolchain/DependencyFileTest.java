// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyFileTest {
  @TempDir Path folder;

  @Test
  void inputsOverSeveralLines() throws Exception {
    Path file =
        write("/x/objects/sampler.obj: \\\n  modules/sampler.c modules/sampler.h \\\n  /usr/a.h\n");

    assertThat(DependencyFile.names(file))
        .containsExactly("modules/sampler.c", "modules/sampler.h", "/usr/a.h");
  }

  @Test
  void pathsWithBlanksHashesAndDollars() throws Exception {
    Path file = write("/x/my:\\ own/a.obj: my\\ file.c a\\#b.h c$$d.h\n");

    assertThat(DependencyFile.names(file)).containsExactly("my file.c", "a#b.h", "c$d.h");
  }

  @Test
  void whatTheCompilerWritesForSuchPathsIsReadBack() throws Exception {
    Path source = Files.writeString(folder.resolve("my file.c"), "#include \"a #b$c.h\"\n");
    Files.writeString(folder.resolve("a #b$c.h"), "\n");
    Path rule = folder.resolve("my: rule.d");
    Command.Outcome outcome =
        new Command(
                folder,
                List.of(
                    Toolchain.find().clang().toString(),
                    "-MMD",
                    "-MF",
                    rule.toString(),
                    "-c",
                    source.getFileName().toString(),
                    "-o",
                    folder.resolve("my: file.o").toString()))
            .run();

    assertThat(outcome.output()).isEmpty();
    assertThat(DependencyFile.names(rule))
        .containsExactly(source.getFileName().toString(), "a #b$c.h");
  }

  @Test
  void noFileMeansNoInputs() throws Exception {
    assertThat(DependencyFile.names(folder.resolve("absent.d"))).isEmpty();
  }

  private Path write(String rule) throws Exception {
    return Files.writeString(folder.resolve("rule.d"), rule);
  }
}
