// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.drcconfidence;

/** What is shown after an answer. */
public enum Show {
  /** Nothing. */
  OFF,
  /** One line. */
  SUMMARY,
  /** Each token, then the line. */
  TOKENS
}
