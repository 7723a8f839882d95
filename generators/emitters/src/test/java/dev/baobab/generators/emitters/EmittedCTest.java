// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.goldens.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated C compiles without a warning, is formatted, and does what the hooks promise. */
class EmittedCTest {
  private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
  private static final Path KERNEL = REPOSITORY.resolve("kernel-templates/src/main/c/include");
  private static final Path FAKES =
      Path.of("src/test/resources/META-INF/baobab/c").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void muchCompiles() throws Exception {
    compiles(FakePlans.rich());
  }

  @Test
  void theLeastCompiles() throws Exception {
    compiles(FakePlans.least());
  }

  @Test
  void isFormattedAsByHand() throws Exception {
    Files.copy(REPOSITORY.resolve(".clang-format"), folder.resolve(".clang-format"));
    List<String> arguments = new ArrayList<>(List.of("--dry-run", "--Werror"));
    for (Plan plan : List.of(FakePlans.rich(), FakePlans.least())) {
      for (SourceFile file : generated(plan)) {
        Path path = folder.resolve(plan.modules().size() + "/" + file.path());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.text());
        arguments.add(path.toString());
      }
    }
    Clang.run(folder, "clang-format", arguments);
  }

  /** Links the hooks with modules that tell when they are called, and calls every hook. */
  @Test
  void callsWhatIsContributedInOrder() throws Exception {
    new SourceTreeWriter(folder).write(KernelSources.of(FakePlans.rich()));
    List<String> arguments =
        new ArrayList<>(List.of("-std=c17", "-g", "-fsanitize=address,undefined", "-Werror"));
    arguments.addAll(includes());
    arguments.addAll(
        List.of(
            "generated/bb_hooks.c",
            "generated/bb_options.c",
            Path.of("src/test/c/hooks_trace.c").toAbsolutePath().toString(),
            "-o",
            "trace"));
    Clang.run(folder, "clang", arguments);
    String trace = Clang.output(folder, List.of(folder.resolve("trace").toString()));
    Goldens.check("hooks-trace.txt", trace);
  }

  private void compiles(Plan plan) throws IOException, InterruptedException {
    new SourceTreeWriter(folder).write(KernelSources.of(plan));
    for (SourceFile file : generated(plan)) {
      if (file.isTranslationUnit()) {
        List<String> arguments =
            new ArrayList<>(
                List.of(
                    "-target",
                    "x86_64-unknown-windows",
                    "-std=c17",
                    "-ffreestanding",
                    "-Wall",
                    "-Wextra",
                    "-Wconversion",
                    "-Wmissing-prototypes",
                    "-Werror",
                    "-fsyntax-only"));
        arguments.addAll(includes());
        arguments.add(file.path());
        assertThat(Clang.run(folder, "clang", arguments)).isEmpty();
      }
    }
  }

  private static List<SourceFile> generated(Plan plan) {
    return KernelSources.of(plan).files().stream()
        .filter(file -> file.path().startsWith(KernelSources.GENERATED + "bb_"))
        .toList();
  }

  private static List<String> includes() {
    return List.of("-Igenerated", "-I" + KERNEL, "-I" + FAKES);
  }
}
