// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.emitters.text.CText;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects functions, and the headers of what they call. */
final class HookWriter {
  private final SortedSet<String> headers = new TreeSet<>();
  private final CWriter body = CWriter.fragment();

  /** The name of a function or an object that the file uses from now on. */
  String use(CFunction function) {
    headers.add(function.header());
    return function.symbol();
  }

  /** Includes a header of the kernel. */
  HookWriter header(String name) {
    headers.add(name);
    return this;
  }

  HookWriter line(String format, Object... arguments) {
    body.line(format, arguments);
    return this;
  }

  HookWriter open(String format, Object... arguments) {
    body.open(format, arguments);
    return this;
  }

  HookWriter close(String format, Object... arguments) {
    body.close(format, arguments);
    return this;
  }

  HookWriter blank() {
    body.blank();
    return this;
  }

  /** Starts a function after an empty line. */
  HookWriter function(String signature) {
    return blank().line(signature).open("{");
  }

  HookWriter end() {
    return close("}");
  }

  /** {@code if (condition) statement}. */
  HookWriter when(String condition, String statement) {
    return line("if (%s)", condition).line("    %s", statement);
  }

  /** Writes {@code .field = "text",} two blocks deep. */
  HookWriter text(String field, String text) {
    CText.field(body, 8, field, text);
    return this;
  }

  /** Says that a function without contributions does not look at its parameters. */
  HookWriter unused(Collection<?> contributions, String... parameters) {
    if (contributions.isEmpty()) {
      for (String parameter : parameters) {
        line("(void)%s;", parameter);
      }
    }
    return this;
  }

  SortedSet<String> headers() {
    return headers;
  }

  String text() {
    return body.text();
  }
}
