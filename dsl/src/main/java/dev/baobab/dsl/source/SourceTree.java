// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable set of source files, ordered by path. Generators return one; a single writer puts it
 * on disk. So a dry run costs nothing and a golden test compares values.
 */
public final class SourceTree implements Iterable<SourceFile> {
  private static final SourceTree EMPTY = new SourceTree(new TreeMap<>());

  private final SortedMap<String, SourceFile> files;

  private SourceTree(SortedMap<String, SourceFile> files) {
    this.files = files;
  }

  /** The tree with no file. */
  public static SourceTree empty() {
    return EMPTY;
  }

  /** A tree of the given files. */
  public static SourceTree of(SourceFile... files) {
    return of(List.of(files));
  }

  /**
   * A tree of the given files.
   *
   * @throws IllegalArgumentException if two files have the same path
   */
  public static SourceTree of(Collection<SourceFile> files) {
    TreeMap<String, SourceFile> map = new TreeMap<>();
    for (SourceFile file : files) {
      SourceFile other = map.put(file.path(), file);
      if (other != null) {
        throw new IllegalArgumentException(
            "two files at %s, of %s and of %s".formatted(file.path(), other.owner(), file.owner()));
      }
    }
    return new SourceTree(map);
  }

  /**
   * This tree and the other's files.
   *
   * @throws IllegalArgumentException if both have a file at the same path
   */
  public SourceTree plus(SourceTree other) {
    List<SourceFile> all = new ArrayList<>(files.values());
    all.addAll(other.files.values());
    return of(all);
  }

  /** The files, ordered by path. */
  public List<SourceFile> files() {
    return List.copyOf(files.values());
  }

  /** The file at a path. */
  public Optional<SourceFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public Iterator<SourceFile> iterator() {
    return files().iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceTree tree && files.equals(tree.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  @Override
  public String toString() {
    return "SourceTree" + files.keySet();
  }
}
