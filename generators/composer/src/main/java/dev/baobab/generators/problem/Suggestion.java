// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The known name closest to a wrong one, if a third of its letters or fewer differ; of equally
   * close names the first in alphabetical order.
   */
  public static Optional<String> of(String wrong, Collection<String> known) {
    int limit = Math.max(1, wrong.length() / 3);
    return known.stream()
        .filter(name -> distance(wrong, name) <= limit)
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The suggestion as a question to put behind a sentence, or nothing. */
  public static String question(String wrong, Collection<String> known) {
    return of(wrong, known).map(" Did you mean \"%s\"?"::formatted).orElse("");
  }

  /**
   * The optimal string alignment distance: the least number of letters inserted, deleted, replaced
   * or swapped with their neighbour that turns one text into the other.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
