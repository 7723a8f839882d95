// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One source file and the object file that is made of it. */
record Translation(Path sources, String source, Path object, List<String> command) {
  Translation {
    command = List.copyOf(command);
  }

  /** How a translation ended: whether the tool had to run, and its complaints if it failed. */
  record Outcome(boolean ran, String errors) {
    boolean ok() {
      return errors.isEmpty();
    }
  }

  /** Makes the object file unless it is current. */
  Outcome run() throws IOException, InterruptedException {
    Path kept = beside(".fingerprint");
    if (Fingerprint.isCurrent(object, kept, fingerprint())) {
      return new Outcome(false, "");
    }
    Files.createDirectories(object.getParent());
    Files.deleteIfExists(kept);
    Command.Outcome outcome = new Command(sources, command).run();
    if (!outcome.ok()) {
      return new Outcome(
          true, outcome.output().isBlank() ? "%s failed%n".formatted(command) : outcome.output());
    }
    Files.writeString(kept, fingerprint());
    return new Outcome(true, "");
  }

  private String fingerprint() throws IOException {
    List<Path> inputs = new ArrayList<>(List.of(sources.resolve(source)));
    inputs.addAll(DependencyFile.read(beside(".d"), sources));
    return Fingerprint.of(command, inputs);
  }

  private Path beside(String suffix) {
    return object.resolveSibling(object.getFileName() + suffix);
  }
}
