// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** Compiles with the processor and the warnings that all of Baobab is compiled with. */
final class Compiling {
  static final Path RESOURCES = Path.of("src/test/resources");

  private Compiling() {}

  static Compilation sources(JavaFileObject... sources) {
    return Compiler.javac()
        .withProcessors(new KernelModuleProcessor())
        .withOptions("-Xlint:all,-processing,-serial,-classfile", "-Werror", "--release", "17")
        .compile(sources);
  }

  /** Compiles the files of a folder of inputs. */
  static Compilation inputs(String folder) {
    return sources(files(folder));
  }

  /** The files of a folder of inputs. */
  static JavaFileObject[] files(String folder) {
    return list(RESOURCES.resolve("inputs").resolve(folder)).stream()
        .map(Compiling::source)
        .toArray(JavaFileObject[]::new);
  }

  /** A class of package demo. */
  static JavaFileObject source(String name, String... lines) {
    return JavaFileObjects.forSourceLines("demo." + name, Arrays.asList(lines));
  }

  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject source(Path file) {
    try {
      return JavaFileObjects.forResource(file.toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
