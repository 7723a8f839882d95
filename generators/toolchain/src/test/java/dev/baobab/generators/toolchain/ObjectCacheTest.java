// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.generators.emitters.SourceTreeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that share object files, by a compiler that keeps a list of what it compiles. */
class ObjectCacheTest {
  private static final String HEADER = "modules/pear/pear.h";
  private static final String DECLARATIONS = "int bb_pear_weight(void);\nint bb_fig(void);\n";

  @TempDir Path folder;
  private Path compiled;
  private Toolchain toolchain;

  @BeforeEach
  void listCompilations() throws IOException {
    Toolchain found = Toolchain.find();
    compiled = Files.createFile(folder.resolve("compiled.txt"));
    Path clang = folder.resolve("clang");
    Files.writeString(
        clang,
        """
        #!/bin/bash
        for argument; do
          if [ "$previous" = -c ]; then echo "$argument" >>'%s'; fi
          previous=$argument
        done
        exec '%s' "$@"
        """
            .formatted(compiled, found.clang()));
    assertThat(clang.toFile().setExecutable(true)).isTrue();
    toolchain = new Toolchain(clang, found.lldLink(), found.nasm());
  }

  private Path build(String name, Sources sources) throws IOException, InterruptedException {
    Path place = folder.resolve(name);
    new SourceTreeWriter(place.resolve("sources")).write(sources.tree());
    ObjectCache cache = new ObjectCache(folder.resolve("cache"));
    return new KernelBuild(
            toolchain, place.resolve("sources"), place.resolve("objects"), Optional.of(cache))
        .run(sources.tree(), place.resolve("BOOTX64.EFI"), BuildListener.NONE)
        .efiFile();
  }

  /** What has been compiled since the last call. */
  private List<String> compiled() throws IOException {
    List<String> files = Files.readAllLines(compiled);
    Files.writeString(compiled, "");
    return files.stream().sorted().toList();
  }

  private static Sources withHeader(String more) {
    return Sources.small().with("pear", HEADER, more + DECLARATIONS);
  }

  @Test
  void theSameFilesAreCompiledOnce() throws Exception {
    Path one = build("one", Sources.small());
    assertThat(compiled()).hasSize(3);

    assertThat(build("other", Sources.small())).hasSameBinaryContentAs(one);
    assertThat(compiled()).isEmpty();
  }

  /** The second time, its text is remembered. */
  @Test
  void aConstantThatAFileDoesNotUseIsNoReasonToCompileIt() throws Exception {
    String entry = "kernel/entry.c";
    String pear = "modules/pear/pear.c";
    Path one = build("one", Sources.small());
    compiled();
    build("two", withHeader("#define BB_RIPE 1\n"));
    assertThat(compiled()).containsExactly(entry, pear);

    assertThat(build("three", withHeader("#define BB_RIPE 2\n"))).hasSameBinaryContentAs(one);
    assertThat(compiled()).isEmpty();
    build("three", withHeader("#define BB_RIPE 2\n"));
    assertThat(compiled()).isEmpty();

    build("four", withHeader("#define bb_pear_weight bb_pear_mass\n"));
    assertThat(compiled()).containsExactly(entry, pear);
  }

  @Test
  void whatDidNotCompileIsNotRemembered() throws Exception {
    build("one", Sources.small());
    Sources wrong = withHeader("long bb_pear_weight(void);\n");
    assertThatThrownBy(() -> build("two", wrong)).isInstanceOf(ToolchainException.class);
    Sources right =
        Sources.small()
            .with(
                "pear",
                "modules/pear/pear.c",
                "#include \"pear.h\"\nint bb_pear_weight(void)\n{\n    return 1;\n}\n");
    build("two", right);

    assertThatThrownBy(() -> build("two", wrong)).isInstanceOf(ToolchainException.class);
    assertThatThrownBy(() -> build("three", wrong)).isInstanceOf(ToolchainException.class);
  }
}
