// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Whether a file is still what was made of something: facts of both, kept beside it. */
final class FileStamp {
  private final Path made;
  private final Path kept;
  private final String sources;

  /**
   * @param sources what it was made of, as text; a change makes it out of date
   * @param made the file
   */
  FileStamp(String sources, Path made) {
    this.sources = sources;
    this.made = made;
    this.kept = made.resolveSibling(made.getFileName() + ".stamp");
  }

  /** A file's size, time and path, as text. */
  static String facts(Path file) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    return "%d bytes, %s, %s".formatted(facts.size(), facts.lastModifiedTime(), file);
  }

  boolean isCurrent() throws IOException {
    return Files.isRegularFile(made)
        && Files.isRegularFile(kept)
        && Files.readString(kept).equals(sources + facts(made));
  }

  void keep() throws IOException {
    Files.writeString(kept, sources + facts(made));
  }
}
