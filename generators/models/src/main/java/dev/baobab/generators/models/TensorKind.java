// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

/** The tensors of a model of the Llama family; their order is their number in a packed model. */
public enum TensorKind {
  /** A row for each token. */
  EMBEDDING("embedding", false),
  /** Weights of the RMSNorm in front of attention. */
  ATTENTION_NORM("attention norm", true),
  /** Queries of all heads. */
  QUERY("query", true),
  /** Keys of all heads. */
  KEY("key", true),
  /** Values of all heads. */
  VALUE("value", true),
  /** From the heads' outputs back to the residual stream. */
  ATTENTION_OUT("attention out", true),
  /** Weights of the RMSNorm in front of the feed-forward network. */
  FEED_FORWARD_NORM("feed-forward norm", true),
  /** What SiLU is taken of. */
  GATE("gate", true),
  /** What the gate multiplies. */
  UP("up", true),
  /** Back to the residual stream. */
  DOWN("down", true),
  /** Weights of the RMSNorm behind the last layer. */
  FINAL_NORM("final norm", false),
  /** From the residual stream to a logit for each token. */
  CLASSIFIER("classifier", false);

  private final String label;
  private final boolean ofLayer;

  TensorKind(String label, boolean ofLayer) {
    this.label = label;
    this.ofLayer = ofLayer;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** Whether each layer has one. */
  public boolean isOfLayer() {
    return ofLayer;
  }

  /** Whether it is the weights of an RMSNorm: one row, always float32. */
  public boolean isNorm() {
    return this == ATTENTION_NORM || this == FEED_FORWARD_NORM || this == FINAL_NORM;
  }

  /** Rows of one tensor. */
  public int rows(ModelShape shape) {
    return switch (this) {
      case EMBEDDING, CLASSIFIER -> shape.vocabulary();
      case ATTENTION_NORM, FEED_FORWARD_NORM, FINAL_NORM -> 1;
      case QUERY, ATTENTION_OUT, DOWN -> shape.dim();
      case KEY, VALUE -> shape.kvDim();
      case GATE, UP -> shape.hidden();
    };
  }

  /** Columns of one tensor. */
  public int columns(ModelShape shape) {
    return this == DOWN ? shape.hidden() : shape.dim();
  }
}
