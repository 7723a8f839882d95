// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

/** The type of an option, and how it is seen in Java and in C. */
public enum OptionType {
  /** {@code boolean}; {@code bool} in C. */
  BOOLEAN,
  /** {@code int} or {@code long}; {@code int64_t} in C. */
  INTEGER,
  /** {@code double}; {@code float} in C. */
  NUMBER,
  /** {@code String}; UTF-8 ended by a zero byte in C. */
  TEXT,
  /** An enum; an index into the list of choices, {@code int32_t}, in C. */
  CHOICE
}
