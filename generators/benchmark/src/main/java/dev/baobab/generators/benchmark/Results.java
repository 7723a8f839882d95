// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.util.List;
import java.util.Optional;

/**
 * All figures, in the order of the cases, and within a case in that of the engines.
 *
 * @param machine what they were measured on
 * @param figures at least one
 */
record Results(Machine machine, List<Figures> figures) {
  /** What the others are compared with: any build of llama.cpp. */
  private static final List<String> REFERENCES = List.of("llama.cpp", "llama-bench");

  Results {
    figures = List.copyOf(figures);
  }

  /** The figures of llama.cpp in the same case; empty if it was not measured, or these are its. */
  Optional<Figures> reference(Figures of) {
    return REFERENCES.stream()
        .flatMap(name -> figures.stream().filter(other -> other.engine().equals(name)))
        .filter(other -> other.what().equals(of.what()))
        .findFirst()
        .filter(other -> !other.equals(of));
  }
}
