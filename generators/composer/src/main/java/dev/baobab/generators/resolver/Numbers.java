// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import java.math.BigDecimal;

/** Numbers as a person writes them. */
public final class Numbers {
  private static final int MOST_DIGITS = 15;

  private Numbers() {}

  /** The shortest decimal text of a number: {@code 0.9}, {@code 100}, {@code 1E-7}. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    boolean shortText = decimal.precision() - decimal.scale() <= MOST_DIGITS && decimal.scale() < 6;
    return shortText ? decimal.toPlainString() : decimal.toString();
  }
}
