// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the resolver asks about the files of the user's project. */
public interface FileFacts {
  /** The size of a regular file in bytes; empty if there is none at the path. */
  OptionalLong size(String path);

  /**
   * The facts of a model; empty if there is no file of its weights.
   *
   * @throws dev.baobab.generators.models.ModelException if the file cannot be used
   */
  Optional<ModelFacts> model(Model model);

  /** Paths of files that have the same name as the one at the path, at another place nearby. */
  List<String> sameName(String path);

  /** The facts of a project's folder, which relative paths start at. */
  static FileFacts in(Path folder) {
    return new FolderFacts(folder);
  }

  /** The facts of a folder on disk. */
  record FolderFacts(Path folder) implements FileFacts {
    // Deep enough for models/ and target/classes/models/, cheap enough for a large project.
    private static final int DEPTH = 4;
    private static final int MOST = 3;

    @Override
    public OptionalLong size(String path) {
      Path file = folder.resolve(path);
      try {
        return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<ModelFacts> model(Model model) {
      if (size(model.weights()).isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(ModelFacts.of(model, folder.resolve(model.weights())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> sameName(String path) {
      Path name = folder.resolve(path).getFileName();
      try (Stream<Path> files =
          Files.find(
              folder,
              DEPTH,
              (file, facts) -> facts.isRegularFile() && file.getFileName().equals(name))) {
        return files.map(file -> folder.relativize(file).toString()).sorted().limit(MOST).toList();
      } catch (IOException | UncheckedIOException e) {
        return List.of(); // only a hint: a folder that cannot be read has none to give
      }
    }
  }
}
