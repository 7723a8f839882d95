// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

/**
 * A place in a user's Java file, for error messages.
 *
 * @param file the file's name without folders
 * @param line the line, from 1
 */
public record SourceLocation(String file, int line) {
  private static final String DSL_PACKAGE = SourceLocation.class.getPackageName();

  /** The place of the nearest caller outside the DSL's own package. */
  static SourceLocation ofCaller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !isOfDsl(frame.getClassName()))
                    .findFirst()
                    .map(SourceLocation::of)
                    .orElseThrow());
  }

  private static SourceLocation of(StackWalker.StackFrame frame) {
    String file = frame.getFileName();
    return new SourceLocation(file == null ? frame.getClassName() : file, frame.getLineNumber());
  }

  private static boolean isOfDsl(String className) {
    return className.startsWith(DSL_PACKAGE + ".")
        && className.indexOf('.', DSL_PACKAGE.length() + 1) < 0;
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
