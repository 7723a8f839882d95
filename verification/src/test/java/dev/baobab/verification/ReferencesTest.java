// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.composer.ModuleSources;
import dev.baobab.generators.emitters.KernelSources;
import dev.baobab.generators.reference.ErrorDefinition;
import dev.baobab.generators.reference.ErrorReference;
import dev.baobab.generators.reference.ErrorScanner;
import dev.baobab.generators.reference.OptionReference;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.TestKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The generated references. {@code -Dgoldens.update=true} rewrites them. */
class ReferencesTest {
  private static final ModuleCatalog CATALOG = ModuleCatalog.inCheckout();

  @Test
  void theOptionReferenceIsCurrent() throws IOException {
    Documents.check("docs/options.md", OptionReference.of(CATALOG.modules()));
  }

  @Test
  void theErrorReferenceIsCurrent() throws IOException {
    Documents.check("docs/error-codes.md", ErrorReference.of(errors()));
  }

  @Test
  void everyErrorCodeHasOneMeaningAndSaysWhatToDo() {
    assertThat(errors()).hasSizeGreaterThan(25);
    assertThat(ErrorReference.problems(errors())).isEmpty();
  }

  /** What the modules' own files define, and what the generated ones of any kernel do. */
  private static List<ErrorDefinition> errors() {
    List<SourceFile> files = new ArrayList<>();
    for (ModuleProvider provider : CATALOG.providers()) {
      ModuleDescriptor module = provider.descriptor();
      ModuleSources.read(provider.getClass(), module.id(), module.sources()).forEach(files::add);
    }
    for (SourceFile file : KernelSources.of(TestKernel.of(CATALOG).plan())) {
      if (file.path().startsWith("generated/")) {
        files.add(file);
      }
    }
    return ErrorScanner.scan(files.stream().filter(SourceFile::isTranslationUnit).toList());
  }
}
