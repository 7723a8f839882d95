// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.generators.models.gguf.GgufValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values of a GGUF file's metadata as what they are asked for: empty if they are another.
 *
 * @param metadata the metadata
 */
record GgufKeys(Map<String, GgufValue> metadata) {
  Optional<String> text(String key) {
    return Optional.ofNullable(metadata.get(key))
        .map(GgufValue::value)
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  Optional<Long> number(String key) {
    return Optional.ofNullable(metadata.get(key)).flatMap(value -> whole(value, value.value()));
  }

  Optional<Number> real(String key) {
    return Optional.ofNullable(metadata.get(key))
        .map(GgufValue::value)
        .filter(Number.class::isInstance)
        .map(Number.class::cast);
  }

  /** An array, or what is told once for all. */
  List<Long> numbers(String key, int count) {
    GgufValue value = metadata.get(key);
    if (value != null && value.value() instanceof List<?> elements) {
      List<Long> numbers = new ArrayList<>();
      elements.forEach(element -> whole(value, element).ifPresent(numbers::add));
      return numbers;
    }
    return number(key).map(number -> Collections.nCopies(count, number)).orElse(List.of());
  }

  List<?> list(String key) {
    GgufValue value = metadata.get(key);
    return value != null && value.value() instanceof List<?> elements ? elements : List.of();
  }

  /** Numbers of 32 bits have their sign only if their type has one. */
  private static Optional<Long> whole(GgufValue value, Object number) {
    if (number instanceof Integer integer) {
      return Optional.of(
          value.elements() == GgufValue.Type.UINT32
              ? Integer.toUnsignedLong(integer)
              : integer.longValue());
    }
    return number instanceof Long integer ? Optional.of(integer) : Optional.empty();
  }
}
