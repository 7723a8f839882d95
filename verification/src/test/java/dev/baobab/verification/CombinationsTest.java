// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import java.io.IOException;
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
  static Stream<Arguments> threes() {
    List<String> modules = Kernels.optional();
    return Coverings.ofThree(modules.size()).stream()
        .map(selection -> selection.stream().mapToObj(modules::get).toList())
        .map(Arguments::of);
  }

  @Test
  void all() throws IOException, InterruptedException {
    check(Kernels.optional().toArray(String[]::new));
  }

  /** Each is missing once. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("dev.baobab.verification.Kernels#optional")
  void allButOne(String missing) throws IOException, InterruptedException {
    check(Kernels.optional().stream().filter(id -> !id.equals(missing)).toArray(String[]::new));
  }

  /** Any three of them, each there or not, in all ways. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource
  void threes(List<String> modules) throws IOException, InterruptedException {
    check(modules.toArray(String[]::new));
  }

  private static void check(String... modules) throws IOException, InterruptedException {
    assertThat(GoldenStory.GREEDY.ask(Kernels.kernel(modules)).build().runHosted())
        .tells(GoldenStory.GREEDY.text());
  }
}
