// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import dev.baobab.dsl.module.OptionType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses option values as config files spell them. Java's own parsers take more, such as {@code
 * 0x1p3} and {@code NaN}, that the kernel's does not.
 */
final class ValueParser {
  /** The kernel reads a config file line by line; no line is longer. */
  static final int LONGEST_TEXT = 4096;

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");

  private final OptionType type;

  ValueParser(OptionType type) {
    this.type = type;
  }

  /** Length in bytes of UTF-8. */
  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** What a value must be, for messages. */
  String expected() {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number of 64 bits";
      case NUMBER -> "a decimal number";
      case TEXT -> "a text without zero characters";
      case CHOICE -> "a choice";
    };
  }

  /**
   * A {@code Boolean}, {@code Long}, {@code Double} or {@code String}; empty if it is malformed.
   */
  Optional<Object> parse(String text) {
    return switch (type) {
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
      case INTEGER -> INTEGER.matcher(text).matches() ? integer(text) : Optional.empty();
      case NUMBER -> NUMBER.matcher(text).matches() ? number(text) : Optional.empty();
      case TEXT -> text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
      case CHOICE -> Optional.of(text);
    };
  }

  private static Optional<Object> integer(String text) {
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException beyond64Bits) {
      return Optional.empty();
    }
  }

  private static Optional<Object> number(String text) {
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
