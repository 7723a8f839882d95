// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelErrorTest {
  private static final Path PAGES = Path.of("../../docs/errors");

  @ParameterizedTest
  @EnumSource
  void everyErrorHasAPage(ModelError error) throws IOException {
    assertThat(Files.readString(PAGES.resolve(error + ".md")))
        .startsWith("# " + error + "\n")
        .contains("\n## Example\n", "[%s] ".formatted(error), "\n## How to fix it\n");
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains("| [%s](%s.md) |".formatted(error, error));
  }
}
