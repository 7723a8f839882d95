// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.ModuleCatalog;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A module goes with its folder and one line of a POM. Removes each optional module of which no
 * other needs anything from a copy of the sources, builds that, and combines what is left. By
 * itself it takes one that is tied in at many points, since each costs some minutes; {@code
 * -Dlaw.modules=min-p,story} takes others, {@code all} takes all.
 */
@Tag("slow")
class LawOfTheHouseTest {
  private static final Path ROOT = Checkout.root();
  private static final long MINUTES = 20;

  /** What the build of a kernel does not read, or makes itself. */
  private static final Set<String> LEFT_OUT = Set.of("target", ".git", "examples", "docs");

  @TempDir Path folder;

  static List<String> removable() {
    Set<String> needed =
        Kernels.CATALOG.modules().stream()
            .map(ModuleDescriptor::requires)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    String chosen = System.getProperty("law.modules", "memory-time-travel");
    return ModuleCatalog.moduleFolders(ROOT).stream()
        .map(module -> module.getFileName().toString())
        .filter(Kernels.optional()::contains)
        .filter(id -> !needed.contains(id))
        .filter(id -> chosen.equals("all") || List.of(chosen.split(",")).contains(id))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("removable")
  void everythingElseStaysGreen(String id) throws IOException, InterruptedException {
    Path copy = folder.resolve("checkout");
    copySources(copy);
    Files.createSymbolicLink(folder.resolve("shared"), Checkout.models().getParent());
    shareObjects(copy);
    remove(copy, id);

    assertThat(
            maven(
                copy,
                "-Dtest=ArchitectureTest,CombinationsTest,ModuleFoldersTest,ExclusionTest",
                "test"))
        .isEmpty();
  }

  private static void copySources(Path copy) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes facts)
              throws IOException {
            if (LEFT_OUT.contains(from.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy.resolve(ROOT.relativize(from)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes facts)
              throws IOException {
            Files.copy(from, copy.resolve(ROOT.relativize(from)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** What a C file becomes depends on no module that is not there: it is known by its content. */
  private static void shareObjects(Path copy) throws IOException {
    Path objects = Files.createDirectories(ROOT.resolve("target/objects"));
    Path target = Files.createDirectories(copy.resolve("target"));
    Files.createSymbolicLink(target.resolve("objects"), objects);
  }

  private static void remove(Path copy, String id) throws IOException {
    Files.walkFileTree(
        copy.resolve("modules").resolve(id),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
    Path pom = copy.resolve("modules/pom.xml");
    String text = Files.readString(pom);
    String line = "    <module>%s</module>\n".formatted(id);
    assertThat(text).contains(line);
    Files.writeString(pom, text.replace(line, ""));
  }

  /** Runs Maven; returns what it complains about. */
  private String maven(Path project, String... arguments) throws IOException, InterruptedException {
    Path output = folder.resolve("maven.txt");
    List<String> command = new ArrayList<>(List.of("./mvnw", "-B", "-q", "-o"));
    // The sources are those that were checked already.
    command.addAll(List.of("-Dspotless.check.skip", "-P!static-checks"));
    command.add("-Dsurefire.failIfNoSpecifiedTests=false");
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly().waitFor();
    String printed = Files.readString(output);
    return ended && process.exitValue() == 0 ? "" : printed + "\nended in time: " + ended;
  }
}
