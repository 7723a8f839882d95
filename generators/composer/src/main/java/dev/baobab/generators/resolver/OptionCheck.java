// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.problem.Suggestion;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Checks one value of one option against the option's type and range. */
final class OptionCheck {
  private OptionCheck() {}

  /** The value that a text means, of the type that the option has; empty if it means none. */
  static Optional<Object> parse(OptionDescriptor option, String text) {
    try {
      return switch (option.type()) {
        case BOOLEAN ->
            text.equals("true") || text.equals("false")
                ? Optional.of(Boolean.valueOf(text))
                : Optional.empty();
        case INTEGER -> Optional.of(Long.valueOf(text));
        // Not Double.valueOf: it takes 1f, 0x1p3 and NaN, which a config file does not.
        case NUMBER -> Optional.of(new BigDecimal(text).doubleValue());
        case TEXT, CHOICE -> Optional.of(text);
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Optional<Problem> check(
      ModuleDescriptor module, OptionDescriptor option, Object value, OptionSource source) {
    return switch (option.type()) {
      case BOOLEAN ->
          value instanceof Boolean
              ? Optional.empty()
              : Optional.of(invalid(module, option, value, source));
      case INTEGER ->
          value instanceof Long number
              ? range(module, option, BigDecimal.valueOf(number), number.toString(), source)
              : Optional.of(invalid(module, option, value, source));
      case NUMBER ->
          value instanceof Double number
              ? number(module, option, number, source)
              : Optional.of(invalid(module, option, value, source));
      case TEXT ->
          // C strings end at the first zero byte.
          value instanceof String text && text.indexOf('\0') < 0
              ? length(module, option, text, source)
              : Optional.of(invalid(module, option, value, source));
      case CHOICE ->
          option.choices().contains(value)
              ? Optional.empty()
              : Optional.of(invalid(module, option, value, source));
    };
  }

  private static Optional<Problem> number(
      ModuleDescriptor module, OptionDescriptor option, double value, OptionSource source) {
    // The kernel keeps it as a float.
    return Math.abs(value) <= Float.MAX_VALUE
        ? range(module, option, BigDecimal.valueOf(value), Numbers.text(value), source)
        : Optional.of(outOfRange(module, option, Numbers.text(value), source));
  }

  private static Optional<Problem> range(
      ModuleDescriptor module,
      OptionDescriptor option,
      BigDecimal value,
      String text,
      OptionSource source) {
    boolean inside =
        option.min().map(min -> value.compareTo(BigDecimal.valueOf(min)) >= 0).orElse(true)
            && option.max().map(max -> value.compareTo(BigDecimal.valueOf(max)) <= 0).orElse(true);
    return inside ? Optional.empty() : Optional.of(outOfRange(module, option, text, source));
  }

  private static Problem outOfRange(
      ModuleDescriptor module, OptionDescriptor option, String value, OptionSource source) {
    return source
        .addTo(
            Problem.of(
                ProblemId.OPTION_OUT_OF_RANGE,
                "%s sets \"%s\" of module \"%s\" to %s, but it must be %s.",
                source.setter(),
                option.name(),
                module.id(),
                value,
                rangeText(option)))
        .fix("use a value that is %s", rangeText(option));
  }

  private static Optional<Problem> length(
      ModuleDescriptor module, OptionDescriptor option, String text, OptionSource source) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length <= option.maxLength()) {
      return Optional.empty();
    }
    return Optional.of(
        source
            .addTo(
                Problem.of(
                    ProblemId.OPTION_OUT_OF_RANGE,
                    "%s sets \"%s\" of module \"%s\" to a text of %d bytes, but at most %d fit.",
                    source.setter(),
                    option.name(),
                    module.id(),
                    length,
                    option.maxLength()))
            .fix("shorten the text to %d bytes of UTF-8", option.maxLength()));
  }

  /** The problem of a value that is not of the option's type. */
  static Problem invalid(
      ModuleDescriptor module, OptionDescriptor option, Object value, OptionSource source) {
    String question =
        option.type() == OptionType.CHOICE
            ? Suggestion.question(value.toString(), option.choices())
            : "";
    return source
        .addTo(
            Problem.of(
                ProblemId.OPTION_INVALID,
                "%s sets \"%s\" of module \"%s\" to \"%s\", which is not %s.%s",
                source.setter(),
                option.name(),
                module.id(),
                value.toString().replace("\0", "\\0"),
                typeText(option),
                question))
        .fix("use %s", typeText(option));
  }

  /** The range in words: {@code from 0 to 2}. */
  private static String rangeText(OptionDescriptor option) {
    String unit = option.unit().isEmpty() ? "" : " " + option.unit();
    Optional<String> min = option.min().map(Numbers::text);
    Optional<String> max = option.max().map(Numbers::text);
    if (min.isPresent() && max.isPresent()) {
      return "from %s to %s%s".formatted(min.get(), max.get(), unit);
    }
    return min.map(least -> "at least %s%s".formatted(least, unit))
        .or(() -> max.map(most -> "at most %s%s".formatted(most, unit)))
        .orElse("a number that fits a float");
  }

  private static String typeText(OptionDescriptor option) {
    return switch (option.type()) {
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case TEXT -> "a text without zero bytes";
      case CHOICE -> "one of " + String.join(", ", option.choices());
    };
  }
}
