// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A program that the toolchain needs, and where it can come from. */
enum Tool {
  CLANG("clang", "BAOBAB_CLANG", "clang-19", true),
  LLD_LINK("lld-link", "BAOBAB_LLD_LINK", "lld-19", true),
  NASM("nasm", "BAOBAB_NASM", "nasm", false);

  /** Debian's versioned names, the newest first; then the plain one. */
  private static final int NEWEST = 21;

  private static final int OLDEST = 14;

  private final String program;
  private final String variable;
  private final String debianPackage;
  private final boolean versioned;

  Tool(String program, String variable, String debianPackage, boolean versioned) {
    this.program = program;
    this.variable = variable;
    this.debianPackage = debianPackage;
    this.versioned = versioned;
  }

  /** Finds the program: the environment's choice, else the first name that is on the path. */
  Path find(UnaryOperator<String> environment) throws ToolchainException {
    String chosen = environment.apply(variable);
    if (chosen != null) {
      Path path = Path.of(chosen);
      if (!Files.isExecutable(path)) {
        throw new ToolchainException(
            "%s is set to %s, which is not a program. To fix: correct or unset it"
                .formatted(variable, chosen));
      }
      return path;
    }
    String path = Optional.ofNullable(environment.apply("PATH")).orElse("");
    for (String name : names()) {
      for (String folder : path.split(":")) {
        Path file = Path.of(folder, name);
        if (!folder.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
          return file;
        }
      }
    }
    throw new ToolchainException(
        "%s is not installed (looked for %s on the PATH). To fix: apt install %s, or set %s"
            .formatted(program, String.join(", ", names()), debianPackage, variable));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (int version = NEWEST; versioned && version >= OLDEST; version--) {
      names.add(program + "-" + version);
    }
    names.add(program);
    return names;
  }
}
