// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/** A file or a folder of the volume. Two nodes are equal only if they are the same. */
abstract sealed class FatNode permits FatFile, FatDirectory {
  private final String name;

  FatNode(String name) {
    this.name = name;
  }

  /** The name as given; empty for the root. */
  String name() {
    return name;
  }

  /** How many bytes of clusters the node fills. */
  abstract long sizeInBytes();
}
