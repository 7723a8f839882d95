// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Puts a source tree into a folder: writes the files whose content changed, removes those that it
 * wrote earlier and that the tree has no more. A manifest in the folder lists the files that are
 * its own; it touches no other.
 */
public final class SourceTreeWriter {
  /** The manifest: one path a line. */
  public static final String MANIFEST = ".baobab-sources";

  private final Path folder;

  /** A writer into a folder, which need not exist. */
  public SourceTreeWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * What a call changed.
   *
   * @param written paths of files that are new or have other content
   * @param removed paths of files that are gone
   */
  public record Changes(List<String> written, List<String> removed) {
    public Changes {
      written = List.copyOf(written);
      removed = List.copyOf(removed);
    }

    /** Whether the folder is as it was. */
    public boolean none() {
      return written.isEmpty() && removed.isEmpty();
    }
  }

  /**
   * Makes the folder hold the tree.
   *
   * @throws FileAlreadyExistsException if a file that this writer did not write is in the way
   */
  public Changes write(SourceTree tree) throws IOException {
    SortedSet<String> before = readManifest();
    SortedSet<String> now = new TreeSet<>();
    for (SourceFile file : tree) {
      now.add(file.path());
    }
    List<SourceFile> changed = new ArrayList<>();
    for (SourceFile file : tree) {
      if (isChanged(file, before.contains(file.path()))) {
        changed.add(file);
      }
    }
    SortedSet<String> gone = new TreeSet<>(before);
    gone.removeAll(now);

    // First the manifest of both, so that a run that is cut short leaves no file without owner.
    SortedSet<String> both = new TreeSet<>(before);
    both.addAll(now);
    writeManifest(both, before);
    for (SourceFile file : changed) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.text());
    }
    for (String path : gone) {
      remove(path);
    }
    writeManifest(now, both);
    return new Changes(changed.stream().map(SourceFile::path).toList(), List.copyOf(gone));
  }

  private boolean isChanged(SourceFile file, boolean own) throws IOException {
    Path path = folder.resolve(file.path());
    if (!Files.exists(path)) {
      return true;
    }
    boolean same = Files.isRegularFile(path) && Files.readString(path).equals(file.text());
    if (!same && !own) {
      throw new FileAlreadyExistsException(
          path.toString(), null, "it was not generated; move it away, its place is needed");
    }
    return !same;
  }

  /** Deletes a file, and the folders that hold nothing any more. */
  private void remove(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.deleteIfExists(file);
    for (Path parent = file.getParent(); !parent.equals(folder); parent = parent.getParent()) {
      try {
        Files.deleteIfExists(parent);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  private SortedSet<String> readManifest() throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    SortedSet<String> paths = new TreeSet<>();
    if (Files.exists(manifest)) {
      for (String path : Files.readAllLines(manifest)) {
        // A source file's own check keeps a damaged manifest from naming files outside.
        paths.add(new SourceFile(path, "", "").path());
      }
    }
    return paths;
  }

  private void writeManifest(SortedSet<String> paths, SortedSet<String> before) throws IOException {
    if (!paths.equals(before) || !Files.exists(folder.resolve(MANIFEST))) {
      Files.createDirectories(folder);
      Files.write(folder.resolve(MANIFEST), paths);
    }
  }
}
