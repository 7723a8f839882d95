// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each module is one folder with all that belongs to it, and one line of a POM. */
class ModuleFoldersTest {
  private static final Path ROOT = Checkout.root();
  private static final Pattern LISTED = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern PROFILES =
      Pattern.compile("<profiles>.*</profiles>", Pattern.DOTALL);
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>baobab-([^<]+)</artifactId>");

  /** The folder that lists what every kernel needs; it has no code. */
  private static final String REQUIRED = "required";

  static List<Path> folders() {
    return ModuleCatalog.moduleFolders(ROOT);
  }

  @Test
  void thePomListsTheFolders() throws IOException {
    Set<String> present;
    try (Stream<Path> files = Files.list(ROOT.resolve("modules"))) {
      present =
          files
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> listed = all(LISTED, Files.readString(ROOT.resolve("modules/pom.xml")));

    assertThat(listed).isSorted().containsExactlyElementsOf(present);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyFolderIsDescribed(Path folder) throws IOException {
    Path readme = folder.resolve("README.md");

    assertThat(readme).exists();
    assertThat(Files.readString(readme)).startsWith("# ");
    assertThat(all(ARTIFACT, Files.readString(folder.resolve("pom.xml"))))
        .contains(folder.getFileName().toString());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyFolderRegistersItsModules(Path folder) {
    String name = folder.getFileName().toString();

    assertThat(descriptors(folder).map(ModuleDescriptor::id))
        .contains(name)
        .allMatch(id -> id.equals(name) || id.startsWith(name + "-"));
  }

  /** No file is forgotten, and none is listed that is not there. */
  @ParameterizedTest
  @MethodSource("folders")
  void everyFileIsListed(Path folder) throws IOException {
    assertThat(listed(folder)).isEqualTo(files(folder.resolve("src/main/c")));
  }

  @Test
  void everyFileOfTheKernelIsListed() throws IOException {
    Path kernel = ROOT.resolve("kernel-templates");
    Set<String> files = files(kernel.resolve("src/main/c"));
    files.removeIf(file -> file.startsWith("hosted/"));

    assertThat(listed(kernel)).isEqualTo(files);
  }

  @Test
  void everyFileOfTheHostedRunnerIsListed() throws IOException {
    Path sources = ROOT.resolve("kernel-templates/src/main/c");
    Set<String> files = files(sources.resolve("hosted"));

    Set<String> listed =
        Files.readAllLines(sources.resolve("hosted/sources.txt")).stream()
            .filter(line -> line.startsWith("hosted/"))
            .map(line -> line.substring("hosted/".length()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed).isEqualTo(files);
  }

  /** What an optional module's removal would break. */
  @ParameterizedTest
  @MethodSource("folders")
  void noFolderNeedsAnOptionalModuleThatItsModuleDoesNot(Path folder) throws IOException {
    Set<String> optional = new TreeSet<>(Kernels.optional());
    descriptors(folder).forEach(module -> optional.removeAll(module.requires()));
    optional.remove(folder.getFileName().toString());

    // What a profile brings is there only where the other folder is.
    String pom = PROFILES.matcher(Files.readString(folder.resolve("pom.xml"))).replaceAll("");
    assertThat(all(ARTIFACT, pom)).doesNotContainAnyElementsOf(optional);
  }

  @Test
  void requiredListsWhatAKernelNeedsForAnyModel(@TempDir Path folder) throws IOException {
    Set<String> needed = new TreeSet<>();
    if (Kernels.has("format-llama2c")) {
      needed.addAll(ids(Kernels.kernel().asIs()));
    }
    for (DataType type : DataType.values()) {
      if (Kernels.has(type)) {
        needed.addAll(ids(Kernels.kernel().quantize(type)));
      }
    }
    if (Kernels.has("source-partition")) {
      TestModel large =
          new TestModel(
              largeFile(folder.resolve("large.bin")), TestModel.stories260K().tokenizer());
      needed.addAll(ids(Kernels.kernel().model(large)));
    }
    // The resolver asks for one of them by what the model's file tells.
    Kernels.CATALOG.modules().stream()
        .map(ModuleDescriptor::id)
        .filter(id -> id.startsWith("arch-") || id.startsWith("format-"))
        .forEach(needed::add);
    needed.remove("kernel");

    Set<String> listed =
        new TreeSet<>(
            all(
                ARTIFACT,
                Files.readString(ROOT.resolve("modules").resolve(REQUIRED).resolve("pom.xml"))));
    listed.removeAll(Set.of("modules", REQUIRED, "kernel-templates"));

    assertThat(listed).isEqualTo(needed);
  }

  private static List<String> ids(TestKernel kernel) {
    return kernel.plan().modules().stream().map(PlannedModule::id).toList();
  }

  /** A model that no file of FAT32 can hold: a header, and zeros that take no room. */
  private static Path largeFile(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : new int[] {2048, 8192, 22, 32, 32, 32_000, 64}) {
      header.putInt(number);
    }
    long layer = 2L * 2048 + 4L * 2048 * 2048 + 3L * 2048 * 8192;
    long elements = 32_000L * 2048 + 22 * layer + 2048 + 64 * 64;
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header.array(), 0, 28);
      out.setLength(28 + Float.BYTES * elements);
    }
    return file;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
  }

  private static Stream<ModuleDescriptor> descriptors(Path folder) {
    return Kernels.CATALOG.providers().stream()
        .filter(provider -> source(provider).startsWith(folder))
        .map(ModuleProvider::descriptor);
  }

  private static Path source(ModuleProvider provider) {
    try {
      return Path.of(
          provider.getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> listed(Path folder) {
    return descriptors(folder)
        .flatMap(module -> Stream.concat(module.sources().stream(), module.headers().stream()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new TreeSet<>();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(c|h|asm|inc)"))
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
