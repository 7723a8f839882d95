// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.source;

/**
 * Collects lines of generated code. Files, includes and sections are the caller's objects; bodies
 * are text: there is no syntax tree.
 */
public abstract class CodeWriter<W extends CodeWriter<W>> {
  private final StringBuilder text = new StringBuilder();
  private final String indentUnit;
  private int depth;

  protected CodeWriter(String indentUnit) {
    this.indentUnit = indentUnit;
  }

  /** This writer, as its own type. */
  protected abstract W self();

  /**
   * Writes one line at the current depth, {@link String#format formatted} when arguments are given.
   */
  public W line(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : format.formatted(arguments);
    if (!line.isEmpty()) {
      text.append(indentUnit.repeat(depth)).append(line);
    }
    text.append('\n');
    return self();
  }

  /** Writes an empty line. */
  public W blank() {
    return line("");
  }

  /** Writes one line and indents what follows. */
  public W open(String format, Object... arguments) {
    line(format, arguments);
    depth++;
    return self();
  }

  /** Ends the indentation of the last {@link #open} and writes one line. */
  public W close(String format, Object... arguments) {
    if (depth == 0) {
      throw new IllegalStateException("close without open: " + format);
    }
    depth--;
    return line(format, arguments);
  }

  /** What was written. */
  public String text() {
    if (depth != 0) {
      throw new IllegalStateException(depth + " blocks are still open");
    }
    return text.toString();
  }
}
