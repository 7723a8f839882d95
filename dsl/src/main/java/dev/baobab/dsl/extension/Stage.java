// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/** The stages of the logits chain, in order; in a stage, the order of the plan. */
public enum Stage {
  /** Values are observed as the model gave them. */
  RAW,
  /** Single values are moved: biases, penalties. */
  ADJUST,
  /** Tokens are ruled out, by setting them to minus infinity: top-k, min-p. */
  FILTER
}
