// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Few selections of many things, such that any three of these are seen in each of the eight ways in
 * which they can be selected or not: a covering array of strength three (Cohen, Dalal, Fredman,
 * Patton 1997). Faults of configurations need three causes or fewer, as a rule (Kuhn, Wallace,
 * Gallo 2004).
 */
final class Coverings {
  private static final int WAYS = 8;

  /** Selections that are tried for each that is taken. */
  private static final int CANDIDATES = 50;

  private Coverings() {}

  /**
   * The same each time. In each selection a bit tells whether thing 0 to {@code things} - 1 is in.
   */
  static List<BitSet> ofThree(int things) {
    Random random = new Random(things);
    BitSet covered = new BitSet();
    List<BitSet> selections = new ArrayList<>();
    while (covered.cardinality() < WAYS * triples(things)) {
      BitSet best = new BitSet();
      BitSet bestCovered = new BitSet();
      for (int i = 0; i < CANDIDATES; i++) {
        BitSet candidate = random(things, random);
        BitSet news = covers(candidate, things);
        news.andNot(covered);
        if (bestCovered.cardinality() <= news.cardinality()) {
          best = candidate;
          bestCovered = news;
        }
      }
      if (!bestCovered.isEmpty()) {
        selections.add(best);
        covered.or(bestCovered);
      }
    }
    return selections;
  }

  private static int triples(int things) {
    return things * (things - 1) * (things - 2) / 6;
  }

  private static BitSet random(int things, Random random) {
    BitSet selection = new BitSet();
    for (int thing = 0; thing < things; thing++) {
      selection.set(thing, random.nextBoolean());
    }
    return selection;
  }

  /** A bit for each three, times the ways in which they can be selected. */
  static BitSet covers(BitSet selection, int things) {
    BitSet covers = new BitSet();
    int triple = 0;
    for (int a = 0; a < things; a++) {
      for (int b = a + 1; b < things; b++) {
        for (int c = b + 1; c < things; c++, triple++) {
          int way =
              (selection.get(a) ? 4 : 0) + (selection.get(b) ? 2 : 0) + (selection.get(c) ? 1 : 0);
          covers.set(triple * WAYS + way);
        }
      }
    }
    return covers;
  }
}
