// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What is there of a file: {@code NAME.part}, and {@code NAME.part.state}, which tells of which
 * file of the server it is. One process at a time has it.
 */
final class PartialFile implements AutoCloseable {
  private static final String ADDRESS = "address";
  private static final String TAG = "etag";
  private static final String DIGEST = "sha256";

  private final Path file;
  private final Path part;
  private final Path state;
  private final FileChannel channel;
  private final Properties properties = new Properties();

  private PartialFile(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.state = file.resolveSibling(file.getFileName() + ".part.state");
    this.channel = channel;
  }

  /**
   * Opens what is there, which is nothing if it is of another address.
   *
   * @throws DownloadException if another process has it
   */
  static PartialFile open(Path file, URI address) throws IOException {
    Path absolute = file.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      lock(channel, part);
      PartialFile partial = new PartialFile(absolute, part, channel);
      partial.load();
      if (!address.toString().equals(partial.properties.getProperty(ADDRESS))) {
        partial.clear();
        partial.properties.setProperty(ADDRESS, address.toString());
      }
      return partial;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path part) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new DownloadException(
          DownloadError.DOWNLOAD_BUSY,
          "wait for it to end",
          "%s is written by another download.",
          part);
    }
  }

  private void load() throws IOException {
    if (Files.exists(state)) {
      try (InputStream in = Files.newInputStream(state)) {
        properties.load(in);
      } catch (IllegalArgumentException e) {
        properties.clear(); // damaged: so nothing is known of the part
      }
    }
  }

  /** Bytes that are there. */
  long size() throws IOException {
    return channel.size();
  }

  /** The tag of the version that they are of, which the server gave. */
  Optional<String> tag() {
    return Optional.ofNullable(properties.getProperty(TAG));
  }

  /** The digest of the whole file, if the server announced it. */
  Optional<String> digest() {
    return Optional.ofNullable(properties.getProperty(DIGEST)).filter(FileDigest::isDigest);
  }

  /** Forgets the bytes: those of another version will follow. */
  void clear() throws IOException {
    channel.truncate(0);
    properties.remove(TAG);
    properties.remove(DIGEST);
  }

  /** Remembers of what version the bytes will be. */
  void remember(Optional<String> tag, Optional<String> digest) throws IOException {
    tag.ifPresentOrElse(t -> properties.setProperty(TAG, t), () -> properties.remove(TAG));
    digest.ifPresent(d -> properties.setProperty(DIGEST, d));
    try (OutputStream out = Files.newOutputStream(state)) {
      properties.store(out, null);
    }
  }

  /** Writes bytes behind those that are there. */
  void append(byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    long at = channel.size();
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
  }

  /** The part itself, to be read. */
  Path path() {
    return part;
  }

  /** Makes the part the file. */
  void complete() throws IOException {
    channel.force(true);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(state);
  }

  /** Removes what is there, for it is not what it should be. */
  void discard() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(state);
  }

  /** What holds nothing is not left behind. */
  @Override
  public void close() throws IOException {
    if (channel.size() == 0) {
      discard();
    }
    channel.close();
  }
}
