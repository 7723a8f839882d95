// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import dev.baobab.generators.digest.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A bootable disk image: a GPT disk with an EFI system partition that holds the given files, and
 * perhaps a partition that is a model. The same content gives the same image, byte for byte.
 *
 * <pre>{@code
 * DiskImage.builder()
 *     .label("BAOBAB")
 *     .file("EFI/BOOT/BOOTX64.EFI", kernel)
 *     .file("models/stories15M.bin", model)
 *     .build()
 *     .write(target, ProgressListener.NONE);
 * }</pre>
 */
public final class DiskImage {
  private final List<Partition> partitions;

  private DiskImage(List<Partition> partitions) {
    this.partitions = partitions;
  }

  /** Starts an image without files. */
  public static Builder builder() {
    return new Builder();
  }

  /** The size of the image in bytes: a multiple of 1 MiB. Much of it may be holes. */
  public long sizeInBytes() {
    List<Long> starts = starts();
    int last = partitions.size() - 1;
    long end = Math.addExact(starts.get(last), partitions.get(last).fileSystem().sizeInBytes());
    return Bytes.alignUp(end + Gpt.BACKUP_SECTORS * Bytes.SECTOR, Bytes.MIB);
  }

  /**
   * Writes the image. It is written next to the target and then moved there, so the target is
   * always whole: the old one or the new one.
   *
   * @param target the image file; its folder is made if missing, an older file is replaced
   * @throws ImageException if the target is a folder, or a source changed meanwhile
   */
  public void write(Path target, ProgressListener progress) throws IOException {
    if (Files.isDirectory(target)) {
      throw new ImageException(
          ImageError.IMAGE_TARGET_IS_DIRECTORY,
          "the image cannot be written to %s: it is a folder.".formatted(target),
          "give the name of a file, such as %s.".formatted(target.resolve("baobab.img")));
    }
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = folder.resolve(".%s.%s.part".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              StandardOpenOption.SPARSE)) {
        write(channel, progress);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(FileChannel channel, ProgressListener progress) throws IOException {
    long content = partitions.stream().mapToLong(p -> p.fileSystem().contentBytes()).sum();
    ProgressCounter counter = new ProgressCounter(progress, "image", content);
    List<Long> starts = starts();
    List<byte[]> hashes = new ArrayList<>();
    MessageDigest all = Sha256.start();
    for (int i = 0; i < partitions.size(); i++) {
      FileSystem fileSystem = partitions.get(i).fileSystem();
      Region region = new Region(channel, starts.get(i), fileSystem.sizeInBytes());
      byte[] hash = fileSystem.write(region, counter);
      hashes.add(hash);
      all.update(hash);
    }
    // The table comes last: its GUIDs are made from the content, which is read only once.
    List<GptEntry> entries = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      long first = starts.get(i) / Bytes.SECTOR;
      long sectors = partition.fileSystem().sizeInBytes() / Bytes.SECTOR;
      UUID id = Guids.fromContent(hashes.get(i), "partition " + (i + 1));
      entries.add(new GptEntry(partition.type(), id, first, first + sectors - 1, partition.name()));
    }
    long size = sizeInBytes();
    Region disk = new Region(channel, 0, size);
    UUID id = Guids.fromContent(all.digest(), "disk");
    for (Block block : Gpt.of(id, size / Bytes.SECTOR, entries).blocks()) {
      disk.write(block.offset(), block.bytes());
    }
  }

  /** Where each partition starts, in bytes: on a boundary of 1 MiB, which suits any flash chip. */
  private List<Long> starts() {
    List<Long> starts = new ArrayList<>();
    long next = Bytes.MIB;
    for (Partition partition : partitions) {
      starts.add(next);
      next = Math.addExact(next, partition.fileSystem().sizeInBytes());
    }
    return starts;
  }

  /** Gathers the files of an image. */
  public static final class Builder {
    private final List<Source> sources = new ArrayList<>();
    private String label = "BAOBAB";
    private long minimumFreeBytes = Bytes.MIB;
    private Optional<Content> model = Optional.empty();

    private Builder() {}

    /**
     * The name of the volume; "BAOBAB" if not given.
     *
     * @param label 1 to 11 of A-Z, 0-9, space, "-" and "_"
     */
    public Builder label(String label) {
      this.label = label;
      return this;
    }

    /** How much room is left for files made later, at least; 1 MiB if not given. */
    public Builder minimumFreeBytes(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("negative free space: " + bytes);
      }
      this.minimumFreeBytes = bytes;
      return this;
    }

    /**
     * Adds a file from disk; it is read when the image is written.
     *
     * @param path in the image, with "/" between names; its folders are made
     * @throws ImageException IMAGE_SOURCE_UNREADABLE
     */
    public Builder file(String path, Path source) {
      sources.add(new Source(path, Content.of(source)));
      return this;
    }

    /**
     * Adds a file from memory; the bytes are copied.
     *
     * @param path in the image, with "/" between names; its folders are made
     */
    public Builder file(String path, byte[] content) {
      sources.add(new Source(path, Content.of(content)));
      return this;
    }

    /**
     * Adds a partition that is a packed model and nothing else: for one that is larger than a file
     * can be. It is read when the image is written.
     *
     * @throws ImageException IMAGE_SOURCE_UNREADABLE
     */
    public Builder modelPartition(Path source) {
      model = Optional.of(Content.of(source));
      return this;
    }

    /**
     * The image of the files so far.
     *
     * @throws ImageException if the label or a path is illegal, a path is given twice, or a file or
     *     all of them are too large for the file system
     */
    public DiskImage build() {
      FatDirectory root = FatDirectory.root();
      for (Source source : sources) {
        root.add(source.path(), source.content());
      }
      FileSystem esp = new Fat32FileSystem(FatLabel.of(label), root, minimumFreeBytes);
      List<Partition> partitions = new ArrayList<>();
      partitions.add(new Partition(Partition.EFI_SYSTEM, "EFI system", esp));
      model
          .map(content -> new RawContent("the model partition", content))
          .map(content -> new Partition(Partition.MODEL, "Baobab model", content))
          .ifPresent(partitions::add);
      return new DiskImage(List.copyOf(partitions));
    }
  }

  private record Source(String path, Content content) {}
}
