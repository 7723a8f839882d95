// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.util.Collection;
import java.util.TreeMap;

/** A folder of the volume; its nodes are in the order of their folded names. */
final class FatDirectory extends FatNode {
  /** A directory has at most 65536 entries (FAT specification 1.03, section 6). */
  private static final int MAX_ENTRIES = 65536;

  private final boolean root;
  private final TreeMap<String, FatNode> nodes = new TreeMap<>();
  private int entries;

  private FatDirectory(String name, boolean root) {
    super(name);
    this.root = root;
    entries = root ? 1 : 2; // the root has the label, the others have "." and ".."
  }

  static FatDirectory root() {
    return new FatDirectory("", true);
  }

  boolean isRoot() {
    return root;
  }

  Collection<FatNode> nodes() {
    return nodes.values();
  }

  /**
   * Adds a file, and the folders on the way to it.
   *
   * @throws ImageException if the path is illegal or taken, the file too large, a folder full
   */
  void add(String path, Content content) {
    String[] names = FatName.split(path);
    FatDirectory folder = this;
    for (int i = 0; i < names.length - 1; i++) {
      folder = folder.folder(names[i], path);
    }
    String name = names[names.length - 1];
    folder.put(new FatFile(path, name, content), path);
  }

  private FatDirectory folder(String name, String path) {
    FatNode node = nodes.get(FatName.fold(name));
    if (node instanceof FatDirectory folder) {
      return folder;
    }
    FatDirectory folder = new FatDirectory(name, false);
    put(folder, path);
    return folder;
  }

  private void put(FatNode node, String path) {
    FatNode other = nodes.putIfAbsent(FatName.fold(node.name()), node);
    if (other != null) {
      throw new ImageException(
          ImageError.IMAGE_NAME_DUPLICATE,
          "\"%s\" cannot be added: there is already a %s \"%s\" at that place, and FAT ignores case."
              .formatted(path, other instanceof FatDirectory ? "folder" : "file", other.name()),
          "give one of the two another name.");
    }
    entries += FatEntries.count(node.name());
    if (entries > MAX_ENTRIES) {
      throw new ImageException(
          ImageError.IMAGE_DIRECTORY_FULL,
          "\"%s\" does not fit into its folder: FAT32 has %d entries a folder, and a long name takes several."
              .formatted(path, MAX_ENTRIES),
          "spread the files over more folders.");
    }
  }

  @Override
  long sizeInBytes() {
    return (long) entries * FatEntries.SIZE;
  }
}
