// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.problem.DeclarationException;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.resolver.Artifact;
import dev.baobab.generators.resolver.PlannedModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the C, nasm and header files that an artifact carries under {@code META-INF/baobab/c/}. It
 * reads them from the artifact itself, not through a class loader, which would return another
 * artifact's file of the same name.
 */
public final class ModuleSources {
  /** Where the files are in an artifact. */
  public static final String FOLDER = "META-INF/baobab/c/";

  private ModuleSources() {}

  /**
   * A module's sources and headers, with the paths that its descriptor lists.
   *
   * @throws DeclarationException with a problem for each file that its artifact does not hold
   */
  public static SourceTree of(PlannedModule module) {
    Set<String> paths = new LinkedHashSet<>(module.descriptor().sources());
    paths.addAll(module.descriptor().headers());
    return read(module.provider().getClass(), module.id(), paths);
  }

  /**
   * Files of an artifact.
   *
   * @param anchor any class of the artifact
   * @param owner the owner that the files get
   * @param paths relative to {@link #FOLDER}
   * @throws DeclarationException with a problem for each file that the artifact does not hold
   */
  public static SourceTree read(Class<?> anchor, String owner, Iterable<String> paths) {
    Path artifact = Artifact.of(anchor);
    List<SourceFile> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (Reader reader = Reader.of(artifact)) {
      for (String path : paths) {
        // SourceFile refuses a path that leads out of the folder, before it is looked up.
        SourceFile empty = new SourceFile(path, "", owner);
        reader
            .read(FOLDER + path)
            .ifPresentOrElse(
                text -> files.add(new SourceFile(empty.path(), text, owner)),
                () -> problems.add(missing(owner, path, artifact)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + artifact, e);
    }
    if (!problems.isEmpty()) {
      throw new DeclarationException(problems);
    }
    return SourceTree.of(files);
  }

  private static Problem missing(String owner, String path, Path artifact) {
    return Problem.of(
            ProblemId.MISSING_SOURCE,
            "Module \"%s\" lists %s, which its artifact does not hold.",
            owner,
            path)
        .detail("artifact", artifact)
        .detail("looked for", FOLDER + path)
        .fix(
            "put the file into the module's src/main/c, or correct sources and headers in @KernelModule");
  }

  /** An artifact: a jar or, in a build, a folder of classes. */
  private interface Reader extends AutoCloseable {
    Optional<String> read(String entry) throws IOException;

    @Override
    void close() throws IOException;

    static Reader of(Path artifact) throws IOException {
      return Files.isDirectory(artifact)
          ? new Folder(artifact)
          : new Jar(new ZipFile(artifact.toFile()));
    }
  }

  private record Folder(Path folder) implements Reader {
    @Override
    public Optional<String> read(String entry) throws IOException {
      Path file = folder.resolve(entry);
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void close() {}
  }

  private record Jar(ZipFile zip) implements Reader {
    @Override
    public Optional<String> read(String entry) throws IOException {
      ZipEntry found = zip.getEntry(entry);
      if (found == null || found.isDirectory()) {
        return Optional.empty();
      }
      try (var stream = zip.getInputStream(found)) {
        return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
