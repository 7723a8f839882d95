// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.image.DiskImage;
import dev.baobab.generators.image.ProgressListener;
import dev.baobab.generators.testkit.BuiltKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kernel's volume with other files: what is on a stick after someone changed it.
 *
 * @param folder where it is
 * @param model the path of the model's file on it
 */
record Volume(Path folder, String model) {
  private static final String TOKENIZER = "models/tok512.bin";

  /** A copy of a kernel's volume. */
  static Volume copy(BuiltKernel kernel, Path folder) throws IOException, InterruptedException {
    Path source = kernel.volume();
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path target = folder.resolve(source.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return new Volume(folder, "models/" + kernel.plan().model().fileName());
  }

  /** The model's file. */
  Path modelFile() {
    return folder.resolve(model);
  }

  /** The tokenizer's file. */
  Path tokenizerFile() {
    return folder.resolve(TOKENIZER);
  }

  Volume model(byte[] bytes) throws IOException {
    return replace(modelFile(), bytes);
  }

  Volume tokenizer(byte[] bytes) throws IOException {
    return replace(tokenizerFile(), bytes);
  }

  Volume file(String name, byte[] bytes) throws IOException {
    return replace(folder.resolve(name), bytes);
  }

  private Volume replace(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
    return this;
  }

  /** A disk image of it. */
  Path image(Path target) throws IOException {
    DiskImage.Builder builder = DiskImage.builder().label("BAOBAB");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      builder.file(folder.relativize(file).toString(), file);
    }
    builder.build().write(target, ProgressListener.NONE);
    return target;
  }
}
