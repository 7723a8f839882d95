// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoveringsTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 9, 40})
  void anyThreeAreSeenInAllWays(int things) {
    List<BitSet> selections = Coverings.ofThree(things);
    for (int a = 0; a < things; a++) {
      for (int b = 0; b < a; b++) {
        for (int c = 0; c < b; c++) {
          Set<List<Boolean>> ways = new HashSet<>();
          for (BitSet selection : selections) {
            ways.add(List.of(selection.get(a), selection.get(b), selection.get(c)));
          }
          assertThat(ways).as("%d, %d, %d", a, b, c).hasSize(8);
        }
      }
    }
  }

  @Test
  void theyAreFew() {
    assertThat(Coverings.ofThree(40)).hasSizeLessThan(90);
  }
}
