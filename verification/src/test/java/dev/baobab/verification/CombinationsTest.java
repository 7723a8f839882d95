// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Optional modules go together. Each alone is in {@link ExclusionTest}. With their defaults none
 * changes what the most likely tokens are, except those that are there to do it.
 */
class CombinationsTest {
  /** Templates of chats are tables, and many: {@link #all} and {@link #allButOne} do for them. */
  static Stream<Arguments> pairs() {
    List<String> modules =
        Kernels.optional().stream().filter(id -> !id.startsWith("chat-")).toList();
    List<Arguments> pairs = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      for (int j = i + 1; j < modules.size(); j++) {
        pairs.add(Arguments.of(modules.get(i), modules.get(j)));
      }
    }
    return pairs.stream();
  }

  @Test
  void all() throws IOException, InterruptedException {
    check(Kernels.optional().toArray(String[]::new));
  }

  /** Each is missing once: no module needs another one without saying so. */
  @ParameterizedTest
  @MethodSource("dev.baobab.verification.Kernels#optional")
  void allButOne(String missing) throws IOException, InterruptedException {
    check(Kernels.optional().stream().filter(id -> !id.equals(missing)).toArray(String[]::new));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("pairs")
  void pair(String one, String other) throws IOException, InterruptedException {
    check(one, other);
  }

  private static void check(String... modules) throws IOException, InterruptedException {
    assertThat(GoldenStory.GREEDY.ask(Kernels.kernel(modules)).build().runHosted())
        .tells(GoldenStory.GREEDY.text());
  }
}
