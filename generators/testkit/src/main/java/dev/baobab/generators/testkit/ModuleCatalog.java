// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.generators.resolver.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The modules that test kernels can be made of. */
public final class ModuleCatalog {
  private final ClassLoader loader;
  private final List<ModuleProvider> providers;

  private ModuleCatalog(ClassLoader loader) {
    this.loader = loader;
    this.providers =
        Environment.discover(loader, Path.of("")).modules().stream()
            .sorted(Comparator.comparing(provider -> provider.descriptor().id()))
            .toList();
  }

  /** The modules on the class path: for a module's own tests. */
  public static ModuleCatalog onClassPath() {
    return new ModuleCatalog(ModuleCatalog.class.getClassLoader());
  }

  /**
   * Every module that is built in a checkout, found by its folder, so that no list has to name it.
   */
  public static ModuleCatalog inCheckout() {
    Path root = Checkout.root();
    List<URL> classes = new ArrayList<>();
    classes.add(classes(root.resolve("kernel-templates")));
    for (Path module : moduleFolders(root)) {
      classes.add(classes(module));
    }
    ClassLoader parent = ModuleCatalog.class.getClassLoader();
    return new ModuleCatalog(new URLClassLoader(classes.toArray(URL[]::new), parent));
  }

  /** The folders of a checkout's modules that have code, in order of their names. */
  public static List<Path> moduleFolders(Path root) {
    try (Stream<Path> folders = Files.list(root.resolve("modules"))) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL classes(Path artifact) {
    Path classes = artifact.resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(
          "%s is not built: run mvn -Dquick install in %s".formatted(artifact, Checkout.root()));
    }
    try {
      return classes.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  ClassLoader loader() {
    return loader;
  }

  /** All modules, ordered by id. */
  public List<ModuleProvider> providers() {
    return providers;
  }

  /** All modules, ordered by id. */
  public List<ModuleDescriptor> modules() {
    return providers.stream().map(ModuleProvider::descriptor).toList();
  }

  /**
   * The module of an id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ModuleDescriptor module(String id) {
    return modules().stream()
        .filter(module -> module.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no module \"%s\"; known: %s"
                        .formatted(id, modules().stream().map(ModuleDescriptor::id).toList())));
  }
}
