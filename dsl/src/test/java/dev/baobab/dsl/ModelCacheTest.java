// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelCacheTest {
  private static final String PROPERTY = "cache";

  private String before;

  @BeforeEach
  void remember() {
    before = System.clearProperty(PROPERTY);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void ofTheUser() {
    assertThat(ModelCache.folder().isAbsolute()).isTrue();
    assertThat(ModelCache.folder().endsWith(Path.of("baobab/models"))).isTrue();
    assertThat(ModelCache.file("stories15m/stories15M.bin"))
        .isEqualTo(ModelCache.folder() + "/stories15m/stories15M.bin");
  }

  @Test
  void anotherOne() {
    System.setProperty(PROPERTY, "/big/models");

    assertThat(ModelCache.file("a.gguf")).isEqualTo("/big/models/a.gguf");
  }
}
