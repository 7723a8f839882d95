// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a program for this machine, the hosted runner, of a source tree that is on disk. */
public final class NativeBuild {
  private static final List<String> FLAGS =
      List.of("-std=c17", "-O2", "-Wall", "-Wextra", "-Wconversion", "-Werror");

  private final Toolchain toolchain;

  public NativeBuild(Toolchain toolchain) {
    this.toolchain = toolchain;
  }

  /**
   * Compiles all C files of a tree into one program, unless it is current.
   *
   * @param sources the folder that the tree was written to
   * @throws ToolchainException with the compiler's complaints
   */
  public void run(SourceTree tree, Path sources, Path program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(toolchain.clang().toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("-I.", "-Iinclude"));
    List<Path> inputs = new ArrayList<>();
    for (SourceFile file : tree) {
      inputs.add(sources.resolve(file.path()));
      if (file.isTranslationUnit()) {
        command.add(file.path());
      }
    }
    command.addAll(List.of("-o", program.toAbsolutePath().toString(), "-lpthread"));
    String fingerprint = Fingerprint.of(command, inputs);
    Path kept = program.resolveSibling(program.getFileName() + ".fingerprint");
    if (Fingerprint.isCurrent(program, kept, fingerprint)) {
      return;
    }
    Files.createDirectories(program.toAbsolutePath().getParent());
    Files.deleteIfExists(kept);
    Command.Outcome outcome = new Command(sources, command).run();
    if (!outcome.ok()) {
      throw new ToolchainException(
          "%s does not compile:%n%s".formatted(program.getFileName(), outcome.output()));
    }
    Files.writeString(kept, fingerprint);
  }
}
