// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Object files that kernels share: most kernels have most of their sources in common. An object
 * file is found by all that decides its content: tool, flags, source and included files. Where
 * those files lie does not, as every tool runs in the tree's folder and no two headers of a tree
 * have one name.
 *
 * <p>A source whose headers changed is looked for a second time, by its text behind the
 * preprocessor: kernels differ in generated constants of which one file uses few.
 */
public final class ObjectCache {
  private final Path folder;

  /**
   * @param folder where the files are kept; it can be deleted at any time
   */
  public ObjectCache(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Puts a translation's outputs in their place if they are known. */
  boolean restore(Translation translation) throws IOException, InterruptedException {
    Files.deleteIfExists(translation.preprocessed()); // of a try whose compilation failed
    Path includes = includes(translation);
    // An unknown source has no known text either.
    return Files.isRegularFile(includes)
        && (restoreByFiles(translation, includes) || restoreByText(translation));
  }

  private boolean restoreByFiles(Translation translation, Path includes) throws IOException {
    Path kept = object(translation, DependencyFile.names(includes));
    if (!Files.isRegularFile(kept)) {
      return false;
    }
    Files.copy(includes, translation.dependencies(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(kept, translation.object(), StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private boolean restoreByText(Translation translation) throws IOException, InterruptedException {
    if (!translation.preprocess()) {
      return false;
    }
    Path kept = byText(translation);
    if (!Files.isRegularFile(kept)) {
      return false;
    }
    Files.copy(kept, translation.object(), StandardCopyOption.REPLACE_EXISTING);
    keep(translation);
    return true;
  }

  /** Remembers a translation's outputs. */
  void keep(Translation translation) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isRegularFile(translation.dependencies())) {
      // An assembler's: there is none, and nothing is included.
      Files.writeString(translation.dependencies(), "");
    }
    List<String> names = DependencyFile.names(translation.dependencies());
    place(translation.object(), object(translation, names));
    place(translation.dependencies(), includes(translation));
    if (Files.isRegularFile(translation.preprocessed())) {
      place(translation.object(), byText(translation));
      Files.delete(translation.preprocessed());
    }
  }

  /** The names of the included files, as they were when this source was translated last. */
  private Path includes(Translation translation) throws IOException {
    return folder.resolve(key(translation, List.of()) + ".d");
  }

  private Path object(Translation translation, List<String> includes) throws IOException {
    return folder.resolve(key(translation, includes) + ".obj");
  }

  private Path byText(Translation translation) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    translation.tool().forEach(fingerprint::add);
    fingerprint.add(translation.source());
    fingerprint.addFile(translation.preprocessed());
    return folder.resolve(fingerprint.text() + ".text.obj");
  }

  private static String key(Translation translation, List<String> includes) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    translation.tool().forEach(fingerprint::add);
    fingerprint.add(translation.source());
    fingerprint.addFile(translation.sources().resolve(translation.source()));
    for (String name : includes) {
      fingerprint.add(name);
      fingerprint.addFile(translation.sources().resolve(name));
    }
    return fingerprint.text();
  }

  /** Other processes that use the folder see all of a file or nothing. */
  private static void place(Path file, Path kept) throws IOException {
    Path part = Files.createTempFile(kept.getParent(), "part", "");
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, kept, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
