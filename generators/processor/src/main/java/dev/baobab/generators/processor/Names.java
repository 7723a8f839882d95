// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import java.util.Locale;
import java.util.regex.Pattern;

/** Spelling of names in Java, in config files and on disk. */
final class Names {
  /**
   * A module's id or a capability: it becomes a folder and, with underscores, part of C symbols.
   */
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

  private static final Pattern MEMBER = Pattern.compile("[a-z][a-zA-Z0-9]*");
  private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
  private static final Pattern WORD_START =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private Names() {}

  static boolean isId(String name) {
    return ID.matcher(name).matches();
  }

  /** Whether a method's name can be an option's. */
  static boolean isMember(String name) {
    return MEMBER.matcher(name).matches();
  }

  /** Whether an enum constant's name can be a choice's, and be found again from it. */
  static boolean isConstant(String name) {
    return CONSTANT.matcher(name).matches();
  }

  /** {@code topP} to {@code top-p}, {@code baseURL} to {@code base-url}. */
  static String optionOf(String method) {
    return WORD_START.matcher(method).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** {@code POWER_OFF} to {@code power-off}. */
  static String choiceOf(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code sse2} to {@code Sse2}. */
  static String typeOf(String method) {
    return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
  }
}
