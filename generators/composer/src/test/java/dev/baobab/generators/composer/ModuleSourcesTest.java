// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.fixture.FakeModule;
import dev.baobab.generators.problem.DeclarationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that hold the same class and files of the same name, loaded by one class path. */
class ModuleSourcesTest {
  private static final String CLASS = FakeModule.class.getName();
  private static final String CLASS_FILE = CLASS.replace('.', '/') + ".class";

  @TempDir Path folder;

  @Test
  void readsFilesOfTheClassesOwnJar() throws Exception {
    Path other = jar("other.jar", Map.of("META-INF/baobab/c/a.c", "other"));
    Path own =
        jar("own one.jar", Map.of("META-INF/baobab/c/a.c", "own é", "META-INF/baobab/c/a.h", "h"));
    // The other artifact comes first on the class path, so its a.c would hide the own one.
    try (URLClassLoader loader = loader(other, own)) {
      SourceTree tree = ModuleSources.read(loader.loadClass(CLASS), "a", List.of("a.c", "a.h"));
      assertThat(tree)
          .containsExactly(new SourceFile("a.c", "own é", "a"), new SourceFile("a.h", "h", "a"));
    }
  }

  @Test
  void readsFilesOfTheClassesOwnFolder() throws Exception {
    Path classes = folder.resolve("target/classes");
    write(classes.resolve(CLASS_FILE), bytesOfClass());
    write(classes.resolve("META-INF/baobab/c/sub/a.c"), "own".getBytes(StandardCharsets.UTF_8));
    try (URLClassLoader loader = loader(classes)) {
      assertThat(ModuleSources.read(loader.loadClass(CLASS), "a", List.of("sub/a.c")))
          .containsExactly(new SourceFile("sub/a.c", "own", "a"));
    }
  }

  @Test
  void reportsAllMissingFiles() throws Exception {
    Path own = jar("own.jar", Map.of("META-INF/baobab/c/a.c", "own"));
    try (URLClassLoader loader = loader(own)) {
      Class<?> type = loader.loadClass(CLASS);
      assertThatThrownBy(() -> ModuleSources.read(type, "a", List.of("b.c", "a.c", "c.h")))
          .isInstanceOf(DeclarationException.class)
          .hasMessageContaining("lists b.c")
          .hasMessageContaining("lists c.h")
          .hasMessageContaining("own.jar");
    }
  }

  @Test
  void refusesPathsThatLeadOut() {
    assertThatThrownBy(() -> ModuleSources.read(FakeModule.class, "a", List.of("../../../pom.xml")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../../../pom.xml");
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      if (name.startsWith("own")) {
        out.putNextEntry(new JarEntry(CLASS_FILE));
        out.write(bytesOfClass());
      }
    }
    return jar;
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] bytesOfClass() throws IOException {
    try (InputStream in = FakeModule.class.getClassLoader().getResourceAsStream(CLASS_FILE)) {
      return in.readAllBytes();
    }
  }

  /** A loader that looks into the artifacts before it asks its parent for the class. */
  private static URLClassLoader loader(Path... artifacts) throws MalformedURLException {
    URL[] urls = new URL[artifacts.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = artifacts[i].toUri().toURL();
    }
    return new URLClassLoader(urls, FakeModule.class.getClassLoader()) {
      @Override
      public Class<?> loadClass(String name) throws ClassNotFoundException {
        if (!name.equals(CLASS)) {
          return super.loadClass(name);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    };
  }
}
