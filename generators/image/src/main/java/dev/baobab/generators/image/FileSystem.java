// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;

/** What a partition holds: something that knows its size and writes itself into a region. */
interface FileSystem {
  /** The size of the partition that it needs: a multiple of 1 MiB. */
  long sizeInBytes();

  /** How many bytes of content {@link #write} reports as progress. */
  long contentBytes();

  /**
   * Writes everything.
   *
   * @param region {@link #sizeInBytes()} bytes, all zero
   * @param progress told of the content bytes written
   * @return SHA-256 of what the user put in: the same content gives the same hash
   */
  byte[] write(Region region, ProgressCounter progress) throws IOException;
}
