// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** The classes of the user's project, beside the plugin's own DSL classes. */
final class ProjectClasses {
  private ProjectClasses() {}

  /**
   * A loader of the project's classes and its dependencies. The DSL and Guice come from the plugin,
   * so that both sides see the same types.
   */
  static URLClassLoader loader(MavenProject project) throws IOException {
    List<URL> urls = new ArrayList<>();
    try {
      for (String element : project.getRuntimeClasspathElements()) {
        urls.add(new File(element).toURI().toURL());
      }
    } catch (DependencyResolutionRequiredException e) {
      throw new IOException(e);
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ProjectClasses.class.getClassLoader());
  }

  /**
   * Makes the project's kernel definition.
   *
   * @param wanted its class name, or null if there is only one
   */
  static KernelDefinition definition(MavenProject project, ClassLoader loader, String wanted)
      throws IOException, MojoFailureException {
    Path classes = Path.of(project.getBuild().getOutputDirectory());
    List<Class<?>> found = new ArrayList<>();
    for (String name : classNames(classes)) {
      Class<?> type = load(loader, name);
      if (type.isAnnotationPresent(Kernel.class) && (wanted == null || wanted.equals(name))) {
        found.add(type);
      }
    }
    if (found.size() != 1) {
      throw new MojoFailureException(problem(found, wanted));
    }
    Class<?> type = found.get(0);
    if (!KernelDefinition.class.isAssignableFrom(type)) {
      throw new MojoFailureException(
          "%s has @Kernel but does not extend KernelDefinition: let it extend it"
              .formatted(type.getName()));
    }
    try {
      return (KernelDefinition) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new MojoFailureException(
          "%s cannot be made: it needs a public constructor without parameters that throws nothing (%s)"
              .formatted(type.getName(), e.getCause() == null ? e : e.getCause()),
          e);
    }
  }

  private static String problem(List<Class<?>> found, String wanted) {
    if (!found.isEmpty()) {
      return "there are %d kernel definitions: %s. To fix: choose one with -Dbaobab.definition=CLASS"
          .formatted(found.size(), found.stream().map(Class::getName).toList());
    }
    return wanted == null
        ? "no class has @Kernel. To fix: write one that extends KernelDefinition, under src/main/java"
        : "no class %s with @Kernel is among the project's classes".formatted(wanted);
  }

  private static List<String> classNames(Path classes) throws IOException {
    if (!Files.isDirectory(classes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private static Class<?> load(ClassLoader loader, String name) throws MojoFailureException {
    try {
      return Class.forName(name, false, loader);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new MojoFailureException("the class %s cannot be loaded: %s".formatted(name, e), e);
    }
  }
}
