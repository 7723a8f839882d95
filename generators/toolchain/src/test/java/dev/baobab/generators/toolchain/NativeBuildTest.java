// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.emitters.SourceTreeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeBuildTest {
  @TempDir Path folder;

  @Test
  void aProgramOfThisMachine() throws Exception {
    Path program = build(tree("7"));

    assertThat(new Command(folder, List.of(program.toString())).run().output()).isEqualTo("7\n");
  }

  @Test
  void itIsMadeAgainOnlyIfASourceChanged() throws Exception {
    Path program = build(tree("7"));
    FileTime before = Files.getLastModifiedTime(program);

    build(tree("7"));
    assertThat(Files.getLastModifiedTime(program)).isEqualTo(before);

    build(tree("8"));
    assertThat(new Command(folder, List.of(program.toString())).run().output()).isEqualTo("8\n");
  }

  @Test
  void errorsNameTheFile() {
    assertThatThrownBy(() -> build(tree("seven")))
        .isInstanceOf(ToolchainException.class)
        .hasMessageStartingWith("runner does not compile:\n")
        .hasMessageContaining("include/seven.h:1:16: error: use of undeclared identifier");
  }

  private Path build(SourceTree tree) throws IOException, InterruptedException {
    Path sources = folder.resolve("my sources");
    new SourceTreeWriter(sources).write(tree);
    Path program = folder.resolve("bin/runner");
    new NativeBuild(Toolchain.find()).run(tree, sources, program);
    return program;
  }

  private static SourceTree tree(String value) {
    return SourceTree.of(
        new SourceFile(
            "main.c",
            "#include <stdio.h>\n#include \"seven.h\"\n"
                + "int main(void)\n{\n    printf(\"%d\\n\", SEVEN);\n    return 0;\n}\n",
            "kernel"),
        new SourceFile("include/seven.h", "enum { SEVEN = " + value + " };\n", "kernel"));
  }
}
