// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  @Test
  void countsInsertionsDeletionsReplacementsAndSwaps() {
    assertThat(Suggestion.distance("repl", "repl")).isZero();
    assertThat(Suggestion.distance("repl", "rep")).isEqualTo(1);
    assertThat(Suggestion.distance("rpl", "repl")).isEqualTo(1);
    assertThat(Suggestion.distance("rapl", "repl")).isEqualTo(1);
    assertThat(Suggestion.distance("rpel", "repl")).isEqualTo(1);
    assertThat(Suggestion.distance("", "repl")).isEqualTo(4);
  }

  @Test
  void suggestsTheClosest() {
    assertThat(Suggestion.of("smapler", List.of("sample", "sampler"))).contains("sampler");
    assertThat(Suggestion.of("wifi", List.of("sampler", "network"))).isEmpty();
    assertThat(Suggestion.of("top-x", List.of("top-p", "top-k"))).contains("top-k");
    assertThat(Suggestion.of("x", List.of())).isEmpty();
  }
}
