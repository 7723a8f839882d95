// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

/** Plain text as Markdown shows it. */
final class Markdown {
  private Markdown() {}

  /** A paragraph. */
  static String text(String plain) {
    return plain.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_");
  }

  /** A table's cell. */
  static String cell(String plain) {
    return text(plain).replace("|", "\\|");
  }
}
