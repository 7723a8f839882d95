// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of one file of the image: read as a stream, since a model can have gigabytes. */
interface Content {
  /** How many bytes there are. */
  long size();

  /** A new stream of exactly {@link #size()} bytes; the caller closes it. */
  InputStream open() throws IOException;

  /** Where the bytes come from, for messages. */
  String origin();

  /** Content from memory; the array is copied. */
  static Content of(byte[] bytes) {
    return new InMemory(bytes.clone());
  }

  /**
   * Content from a file; its size is taken now.
   *
   * @throws ImageException IMAGE_SOURCE_UNREADABLE
   */
  static Content of(Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new ImageException(
          ImageError.IMAGE_SOURCE_UNREADABLE,
          "%s is not a readable file.".formatted(path),
          "give the path of a file that exists and that you may read.");
    }
    try {
      return new OnDisk(path, Files.size(path));
    } catch (IOException e) {
      throw new ImageException(
          ImageError.IMAGE_SOURCE_UNREADABLE,
          "%s cannot be read: %s.".formatted(path, e.getMessage()),
          "make the file readable.");
    }
  }

  /** Content held in memory. */
  record InMemory(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public String origin() {
      return "memory";
    }
  }

  /** Content of a file on disk. */
  record OnDisk(Path path, long size) implements Content {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }

    @Override
    public String origin() {
      return path.toString();
    }
  }
}
