// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.extension.IdleTask;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.module.Contribution;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContributionsTest {
  private static final CFunction FUNCTION = CFunction.of("bb_run", "run.h");

  @Test
  void areSortedAndToldApartByPoint() {
    Contribution<ExtensionPoint> last = at(1, 0, new IdleTask("last", FUNCTION));
    Contribution<ExtensionPoint> middle = at(0, 1, new IdleTask("middle", FUNCTION));
    Contribution<ExtensionPoint> first = at(0, 0, new ReplCommand("first", "", "", FUNCTION));
    Contributions contributions = new Contributions(List.of(last, first, middle), List.of());
    assertThat(contributions.toPoints()).containsExactly(first, middle, last);
    assertThat(contributions.to(IdleTask.class))
        .extracting(task -> task.value().name())
        .containsExactly("middle", "last");
  }

  private static Contribution<ExtensionPoint> at(int rank, int ordinal, ExtensionPoint value) {
    return new Contribution<>("m" + rank, rank, ordinal, value);
  }
}
