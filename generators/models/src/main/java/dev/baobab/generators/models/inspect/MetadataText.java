// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.generators.models.gguf.GgufValue;
import java.util.List;
import java.util.stream.Collectors;

/** Values as text: short, on one line, without what would steer a terminal. */
final class MetadataText {
  private static final int MOST_ELEMENTS = 8;
  private static final int MOST_CHARACTERS = 200;

  private MetadataText() {}

  static String of(GgufValue value) {
    if (value.value() instanceof List<?> elements) {
      return elements.stream()
          .limit(MOST_ELEMENTS)
          .map(element -> shown(element.toString()))
          .collect(
              Collectors.joining(
                  ", ",
                  "%,d x %s: ".formatted(elements.size(), value.elements()),
                  elements.size() > MOST_ELEMENTS ? ", ..." : ""));
    }
    if (value.type() == GgufValue.Type.UINT32) {
      return Integer.toUnsignedString((Integer) value.value());
    }
    return value.type() == GgufValue.Type.UINT64
        ? Long.toUnsignedString((Long) value.value())
        : shown(value.value().toString());
  }

  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_CHARACTERS)
        .forEach(
            c -> {
              if (c == '\n') {
                shown.append("\\n");
              } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append("\\u{%x}".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    int rest = text.codePointCount(0, text.length()) - MOST_CHARACTERS;
    return rest > 0 ? shown + "... (%,d more)".formatted(rest) : shown.toString();
  }
}
