// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.downloads.DownloadError;
import dev.baobab.generators.image.ImageError;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.ModuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents are complete, and lead where they say. */
class DocumentsTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)|src=\"([^\"]+)\"");
  private static final Path ERRORS = Checkout.root().resolve("docs/errors");

  @Test
  void everyLinkLeadsToAFile() {
    List<String> broken = new ArrayList<>();
    for (Path document : Documents.all()) {
      // Not what stands in code.
      String text =
          Documents.read(document).replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
      Matcher link = LINK.matcher(text);
      while (link.find()) {
        String target = link.group(1) == null ? link.group(3) : link.group(1);
        if (!target.matches("\\w+:.*") && !Files.exists(document.resolveSibling(target))) {
          broken.add(Checkout.root().relativize(document) + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyErrorOfTheBuildHasAPageAndEveryPageAnError() throws IOException {
    List<String> ids =
        Stream.<Enum<?>[]>of(
                ProblemId.values(),
                ModelError.values(),
                ImageError.values(),
                DownloadError.values())
            .flatMap(Arrays::stream)
            .map(Enum::name)
            .toList();
    assertThat(Documents.read(ERRORS.resolve("README.md")).lines())
        .filteredOn(line -> line.startsWith("| ["))
        .map(row -> row.replaceAll("^\\| \\[(\\w+)\\]\\(\\1\\.md\\) \\| .*\\. \\|$", "$1"))
        .containsExactlyElementsOf(ids);
    try (Stream<Path> pages = Files.list(ERRORS)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(ids.stream(), Stream.of("README")).map(id -> id + ".md").toList());
    }
    for (String id : ids) {
      assertThat(Documents.read(ERRORS.resolve(id + ".md")))
          .startsWith("# " + id + "\n\n")
          .containsSubsequence(
              "\n## Example\n", "[%s] ".formatted(id), "To fix: ", "\n## How to fix it\n");
    }
  }

  @Test
  void theGuideHasEveryExtensionPointAndCapability() {
    String guide = Documents.read(Checkout.root().resolve("docs/module-guide.md"));

    assertThat(ExtensionPoint.class.getPermittedSubclasses())
        .allMatch(point -> guide.contains("\n| `%s` | ".formatted(point.getSimpleName())));
    assertThat(Capability.class.getPermittedSubclasses())
        .allMatch(
            capability ->
                guide.contains(
                    "\n| `%s` | ".formatted(capability.getSimpleName().toLowerCase(Locale.ROOT))));
  }

  static List<ModuleDescriptor> modules() {
    return ModuleCatalog.inCheckout().modules().stream()
        .filter(module -> !module.id().equals("kernel"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleIsDescribedInItsReadme(ModuleDescriptor module) {
    String readme = Documents.read(readme(module.id()));
    Stream<String> options =
        module.options().stream().map(option -> "\\| `%s` \\|".formatted(option.name()));
    Stream<String> always =
        Stream.of(module.builder().replace(".", "\\.") + "\\(", "(?i)\\bcosts?\\b", "\\bTests\\b");

    assertThat(Stream.concat(always, options))
        .as("what the README of %s lacks", module.id())
        .allMatch(wanted -> Pattern.compile(wanted).matcher(readme).find());
  }

  /** A folder can hold several modules: a README of their artifact names them all. */
  private static Path readme(String module) {
    return ModuleCatalog.moduleFolders(Checkout.root()).stream()
        .map(folder -> folder.resolve("README.md"))
        .filter(Files::exists)
        .filter(
            file ->
                file.getParent().endsWith(module)
                    || Documents.read(file).contains("| `%s` |".formatted(module)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no README describes module " + module));
  }
}
