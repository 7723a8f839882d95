// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is read at any place, by any number of threads; it may be larger than memory. */
public final class ModelFile implements AutoCloseable {
  private final String name;
  private final FileChannel channel;
  private final long size;

  private ModelFile(String name, FileChannel channel, long size) {
    this.name = name;
    this.channel = channel;
    this.size = size;
  }

  /** Opens a file. */
  public static ModelFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new ModelFile(path.getFileName().toString(), channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Its name, without folders. */
  public String name() {
    return name;
  }

  /** Its name without what stands behind the last dot. */
  public String baseName() {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Its size in bytes when it was opened. */
  public long size() {
    return size;
  }

  /**
   * Reads bytes.
   *
   * @throws EOFException if the file ends before; its size is to be checked first
   */
  public byte[] read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException(
            "%s ends before byte %d: it got shorter".formatted(name, offset + length));
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
