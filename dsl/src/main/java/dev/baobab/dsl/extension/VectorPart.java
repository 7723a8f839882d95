// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

import java.util.Locale;

/**
 * What the vector sets have only in kernels with a module that needs it: few models do. C: {@code
 * bb_vector_set.h}.
 *
 * @param part the part
 */
public record VectorPart(Part part) implements ExtensionPoint {
  /** What there is. */
  public enum Part {
    /** Gates by GELU in place of SiLU: function {@code geglu}. */
    GEGLU,
    /** Scores and logits that stay below a limit: {@code soft_cap}, and attention's {@code cap}. */
    SOFT_CAP,
    /** Attention to the last positions only: its {@code window}. */
    WINDOW
  }

  @Override
  public String name() {
    return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
