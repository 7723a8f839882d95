// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.TypeName;
import dev.baobab.dsl.module.OptionType;
import java.util.List;
import java.util.Optional;

/**
 * A checked option.
 *
 * @param method the interface's method: {@code topP}
 * @param name the name in config files: {@code top-p}
 * @param type its type
 * @param javaType what the method returns
 * @param defaultValue a {@code Boolean}, {@code Long}, {@code Double} or {@code String}
 * @param range least and greatest value of a number
 * @param maxLength greatest length of a text in bytes of UTF-8; 0 for other types
 * @param choices the names of a choice, in order of declaration
 * @param unit unit of a number, or empty
 * @param tunable whether it can be changed while the kernel runs
 * @param doc plain text
 */
record OptionModel(
    String method,
    String name,
    OptionType type,
    TypeName javaType,
    Object defaultValue,
    Range range,
    int maxLength,
    List<String> choices,
    String unit,
    boolean tunable,
    String doc) {

  /** The range without the bounds that an {@code int} has anyway. */
  Range declaredRange() {
    return javaType.equals(TypeName.INT)
        ? new Range(
            range.min().filter(least -> least > Integer.MIN_VALUE),
            range.max().filter(greatest -> greatest < Integer.MAX_VALUE))
        : range;
  }

  /**
   * Bounds of a number, both inclusive.
   *
   * @param min least value
   * @param max greatest value
   */
  record Range(Optional<Double> min, Optional<Double> max) {
    static final Range NONE = new Range(Optional.empty(), Optional.empty());

    /** What an {@code int} can hold: its values travel as 64 bits, and must fit on arrival. */
    static final Range INT =
        new Range(Optional.of((double) Integer.MIN_VALUE), Optional.of((double) Integer.MAX_VALUE));

    boolean contains(double value) {
      return min.map(least -> least <= value).orElse(true)
          && max.map(greatest -> value <= greatest).orElse(true);
    }
  }
}
