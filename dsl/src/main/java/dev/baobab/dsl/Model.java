// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import java.util.Objects;
import java.util.Optional;

/**
 * A language model: the file of its weights, the file of its tokenizer, and the constants that the
 * file's format does not carry. Immutable; paths are relative to the project's folder.
 */
public final class Model {
  private final String format;
  private final String weights;
  private final String tokenizerFormat;
  private final String tokenizer;
  private final double ropeTheta;
  private final double normEpsilon;

  private Model(
      String format,
      String weights,
      String tokenizerFormat,
      String tokenizer,
      double ropeTheta,
      double normEpsilon) {
    this.format = format;
    this.weights = weights;
    this.tokenizerFormat = tokenizerFormat;
    this.tokenizer = tokenizer;
    this.ropeTheta = ropeTheta;
    this.normEpsilon = normEpsilon;
  }

  /**
   * A model in one of llama2.c's formats (legacy float32, or version 1). Its tokenizer, in
   * llama2.c's format too, is named with {@link #tokenizer}. Needs module {@code format-llama2c}.
   *
   * @param path the weights' file
   */
  public static Model llama2c(String path) {
    return new Model(
        "format-llama2c",
        Objects.requireNonNull(path, "path"),
        "tokenizer-spm",
        null,
        10_000.0,
        1e-5);
  }

  /** This model with the tokenizer in a file. */
  public Model tokenizer(String path) {
    return new Model(
        format,
        weights,
        tokenizerFormat,
        Objects.requireNonNull(path, "path"),
        ropeTheta,
        normEpsilon);
  }

  /** This model with another base of the rotary position embedding (default 10,000). */
  public Model ropeTheta(double theta) {
    return new Model(format, weights, tokenizerFormat, tokenizer, theta, normEpsilon);
  }

  /** This model with another epsilon in RMSNorm (default 1e-5). */
  public Model normEpsilon(double epsilon) {
    return new Model(format, weights, tokenizerFormat, tokenizer, ropeTheta, epsilon);
  }

  /** This model with its weights in another file of the same format. */
  public Model weights(String path) {
    return new Model(
        format,
        Objects.requireNonNull(path, "path"),
        tokenizerFormat,
        tokenizer,
        ropeTheta,
        normEpsilon);
  }

  /** The capability that reads the weights: a module id such as {@code format-llama2c}. */
  public String format() {
    return format;
  }

  /** The weights' file, relative to the project's folder. */
  public String weights() {
    return weights;
  }

  /** The capability that reads the tokenizer: a module id such as {@code tokenizer-spm}. */
  public String tokenizerFormat() {
    return tokenizerFormat;
  }

  /** The tokenizer's file, relative to the project's folder. */
  public Optional<String> tokenizer() {
    return Optional.ofNullable(tokenizer);
  }

  /** The base of the rotary position embedding. */
  public double ropeTheta() {
    return ropeTheta;
  }

  /** The epsilon of RMSNorm. */
  public double normEpsilon() {
    return normEpsilon;
  }
}
