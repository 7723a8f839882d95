// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes an EFI file of a source tree that is on disk. Tools run in the tree's folder with relative
 * paths, so that the same tree gives the same bytes wherever it lies.
 */
public final class KernelBuild {
  /** What every C file of a kernel is compiled with. */
  static final List<String> C_FLAGS =
      List.of(
          "-target",
          "x86_64-unknown-windows",
          "-std=c17",
          "-ffreestanding",
          "-fno-stack-protector",
          "-fshort-wchar",
          "-mno-red-zone",
          "-mno-stack-arg-probe",
          "-fno-math-errno",
          "-ffp-contract=off",
          "-ffunction-sections",
          "-fdata-sections",
          "-fno-ident",
          "-O2",
          "-Wall",
          "-Wextra",
          "-Wconversion",
          "-Werror");

  private final Toolchain toolchain;
  private final Path sources;
  private final Path objects;
  private final Optional<ObjectCache> cache;

  /** A build that shares no object files. */
  public KernelBuild(Toolchain toolchain, Path sources, Path objects) {
    this(toolchain, sources, objects, Optional.empty());
  }

  /**
   * @param sources the folder that the tree was written to
   * @param objects the folder for object files
   * @param cache object files that other kernels have too, if they are shared
   */
  public KernelBuild(Toolchain toolchain, Path sources, Path objects, Optional<ObjectCache> cache) {
    this.cache = cache;
    this.toolchain = toolchain;
    this.sources = sources.toAbsolutePath();
    this.objects = objects.toAbsolutePath();
  }

  /**
   * What came out.
   *
   * @param efiFile the kernel
   * @param map what is in it, and of which file
   * @param changed whether anything had to be made again
   */
  public record Result(Path efiFile, LinkMap map, boolean changed) {}

  /**
   * Compiles, assembles and links.
   *
   * @throws ToolchainException with the complaints about all files, if there are any
   */
  public Result run(SourceTree tree, Path efiFile, BuildListener listener)
      throws IOException, InterruptedException {
    List<Translation> translations = translations(tree);
    boolean changed = translate(translations, listener);
    List<String> names =
        translations.stream().map(t -> objects.relativize(t.object()).toString()).toList();
    Linking linking = new Linking(toolchain.lldLink(), objects, names, efiFile.toAbsolutePath());
    boolean linked = linking.run();
    listener.progress(efiFile.getFileName().toString(), names.size() + 1, names.size() + 1);
    return new Result(efiFile, LinkMap.read(linking.mapFile(), tree), changed || linked);
  }

  private List<Translation> translations(SourceTree tree) {
    List<String> includes = includes(tree);
    List<Translation> translations = new ArrayList<>();
    for (SourceFile file : tree) {
      if (file.isTranslationUnit()) {
        translations.add(translation(file.path(), includes));
      }
    }
    return translations;
  }

  private Translation translation(String source, List<String> includes) {
    Path object = objects.resolve(source.substring(0, source.lastIndexOf('.')) + ".obj");
    List<String> tool = new ArrayList<>();
    List<String> places = new ArrayList<>();
    if (source.endsWith(".c")) {
      tool.add(toolchain.clang().toString());
      tool.addAll(C_FLAGS);
      places.addAll(includes);
      places.addAll(List.of("-MMD", "-MF", object + ".d"));
    } else {
      tool.addAll(List.of(toolchain.nasm().toString(), "-f", "win64", "--reproducible", "-Werror"));
    }
    return new Translation(sources, source, object, tool, places);
  }

  /** Every folder of the tree that holds a header. */
  private static List<String> includes(SourceTree tree) {
    TreeSet<String> folders = new TreeSet<>();
    for (SourceFile file : tree) {
      if (file.path().endsWith(".h")) {
        folders.add(file.path().substring(0, file.path().lastIndexOf('/')));
      }
    }
    return folders.stream().map(folder -> "-I" + folder).toList();
  }

  private boolean translate(List<Translation> translations, BuildListener listener)
      throws IOException, InterruptedException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Translation.Outcome>> outcomes = new ArrayList<>();
      for (Translation translation : translations) {
        Callable<Translation.Outcome> work = () -> translation.run(cache);
        outcomes.add(workers.submit(work));
      }
      StringBuilder errors = new StringBuilder();
      boolean changed = false;
      for (int i = 0; i < outcomes.size(); i++) {
        Translation.Outcome outcome = outcomes.get(i).get();
        changed |= outcome.ran();
        errors.append(outcome.errors());
        listener.progress(translations.get(i).source(), i + 1, translations.size() + 1);
      }
      if (!errors.isEmpty()) {
        throw new ToolchainException(
            "the kernel does not compile:%n%s".formatted(errors).stripTrailing());
      }
      return changed;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
