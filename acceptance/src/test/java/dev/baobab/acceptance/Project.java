// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A kernel project outside the checkout, and Maven in it: offline, with what was installed. */
record Project(Path folder) {
  /** The checkout. */
  static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** The text that every kernel of the examples begins with, greedily. */
  static final String STORY = "Once upon a time, there was a little computer named Bolt.";

  /** Runs without anyone to answer. */
  static final String ALONE = "-Dbaobab.set.kernel.interactive=false";

  /** A copy of an example, with the models where it looks for them. */
  static Project copyOf(String example, Path into) throws IOException {
    Path examples = CHECKOUT.resolve("examples");
    copy(examples.resolve("storyteller/models"), into.resolve("storyteller/models"));
    copy(examples.resolve(example), into.resolve(example));
    return new Project(into.resolve(example));
  }

  /** Copies a folder without what was built in it. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!relative.startsWith("target")) {
          Path copy = to.resolve(relative.toString());
          Files.createDirectories(copy.getParent());
          if (!Files.exists(copy)) {
            Files.copy(file, copy);
          }
        }
      }
    }
  }

  /** Runs Maven with nothing to read. */
  Outcome mvn(String... arguments) throws IOException, InterruptedException {
    return talk("", arguments);
  }

  /** Runs Maven with some text as its standard input. */
  Outcome talk(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "MAVEN_OPTS=" + jvmOptions()));
    command.addAll(List.of(CHECKOUT.resolve("mvnw").toString(), "-B", "-o"));
    command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    command.addAll(List.of(arguments));
    return Outcome.of(folder, input, command);
  }

  /** What Maven finds in the checkout's .mvn itself, below which this project is not. */
  private static String jvmOptions() throws IOException {
    return String.join(" ", Files.readAllLines(CHECKOUT.resolve(".mvn/jvm.config")));
  }

  /** A file of the project. */
  Path file(String path) {
    return folder.resolve(path);
  }

  /** Replaces a text, which must be there, in a file. */
  void edit(String path, String text, String replacement) throws IOException {
    String content = Files.readString(file(path));
    assertThat(content).contains(text);
    Files.writeString(file(path), content.replace(text, replacement));
  }
}
