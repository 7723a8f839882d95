// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** Whether an image is still that of its volume: the files' sizes and times, kept beside it. */
final class ImageStamp {
  private final Path image;
  private final Path kept;
  private final String files;

  ImageStamp(BootVolume volume, Path image) throws IOException {
    this.image = image;
    this.kept = image.resolveSibling(image.getFileName() + ".stamp");
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Path> file : volume.files().entrySet()) {
      text.append(file.getKey()).append(' ').append(facts(file.getValue())).append('\n');
    }
    this.files = text.toString();
  }

  private static String facts(Path file) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    return "%d bytes, %s, %s".formatted(facts.size(), facts.lastModifiedTime(), file);
  }

  boolean isCurrent() throws IOException {
    return Files.isRegularFile(image)
        && Files.isRegularFile(kept)
        && Files.readString(kept).equals(files + facts(image));
  }

  void keep() throws IOException {
    Files.writeString(kept, files + facts(image));
  }
}
