// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One source file and the object file that is made of it.
 *
 * @param sources the tree's folder, which the tool runs in
 * @param source the source file, relative to it
 * @param object the object file
 * @param tool the program and the arguments that decide what it makes of which text
 * @param places the arguments that say where included files are, and where to list them
 */
record Translation(
    Path sources, String source, Path object, List<String> tool, List<String> places) {
  Translation {
    tool = List.copyOf(tool);
    places = List.copyOf(places);
  }

  /** How a translation ended: whether the tool had to run, and its complaints if it failed. */
  record Outcome(boolean ran, String errors) {
    boolean ok() {
      return errors.isEmpty();
    }
  }

  /** Makes the object file unless it is current. */
  Outcome run(Optional<ObjectCache> cache) throws IOException, InterruptedException {
    Path kept = beside(".fingerprint");
    if (Fingerprint.isCurrent(object, kept, fingerprint())) {
      return new Outcome(false, "");
    }
    Files.createDirectories(object.getParent());
    Files.deleteIfExists(kept);
    if (cache.isEmpty() || !cache.get().restore(this)) {
      Command.Outcome outcome = new Command(sources, command()).run();
      if (!outcome.ok()) {
        return new Outcome(
            true,
            outcome.output().isBlank() ? "%s failed%n".formatted(command()) : outcome.output());
      }
      if (cache.isPresent()) {
        cache.get().keep(this);
      }
    }
    Files.writeString(kept, fingerprint());
    return new Outcome(true, "");
  }

  private boolean isC() {
    return source.endsWith(".c");
  }

  private List<String> command() {
    return isC() ? command(object, "-c") : command(object);
  }

  private List<String> command(Path output, String... steps) {
    List<String> command = new ArrayList<>(tool);
    command.addAll(places);
    command.addAll(List.of(steps));
    command.addAll(List.of(source, "-o", output.toString()));
    return command;
  }

  /** Writes what the compiler sees behind the preprocessor; false if there is no such text. */
  boolean preprocess() throws IOException, InterruptedException {
    return isC() && new Command(sources, command(preprocessed(), "-E", "-P")).run().ok();
  }

  /** Where that text is written. */
  Path preprocessed() {
    return beside(".i");
  }

  /** What a compiler writes about the files that it read. */
  Path dependencies() {
    return beside(".d");
  }

  private String fingerprint() throws IOException {
    List<Path> inputs = new ArrayList<>(List.of(sources.resolve(source)));
    DependencyFile.names(dependencies()).forEach(name -> inputs.add(sources.resolve(name)));
    return Fingerprint.of(command(), inputs);
  }

  private Path beside(String suffix) {
    return object.resolveSibling(object.getFileName() + suffix);
  }
}
