// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.drcconfidence;

/** The verdict over the latest tokens that ends an answer. */
public enum Stop {
  /** None. */
  NEVER,
  /** Warn, or worse. */
  WARN,
  /** Refuse. */
  REFUSE
}
