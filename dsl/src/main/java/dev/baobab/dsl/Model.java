// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import java.util.Objects;
import java.util.Optional;

/**
 * A language model: the file of its weights, the file of its tokenizer, how the weights get on the
 * boot volume, and the constants that the file's format does not carry. Immutable; paths are
 * relative to the project's folder.
 */
public final class Model {
  private static final String PACKED = "format-packed";
  private static final String PACKED_EXTENSION = ".bbw";

  private String weights;
  private String fileFormat;
  private boolean packed = true;
  private DataType quantization;
  private String tokenizerFormat;
  private String tokenizer;
  private double ropeTheta = 10_000;
  private double normEpsilon = 1e-5;

  private Model() {}

  /** A copy, which the methods below change before anybody sees it. */
  private Model(Model other) {
    weights = other.weights;
    fileFormat = other.fileFormat;
    packed = other.packed;
    quantization = other.quantization;
    tokenizerFormat = other.tokenizerFormat;
    tokenizer = other.tokenizer;
    ropeTheta = other.ropeTheta;
    normEpsilon = other.normEpsilon;
  }

  /**
   * A model in one of llama2.c's formats: legacy and version 1 (float32), version 2 (Q8_0). Its
   * tokenizer, in llama2.c's format too, is named with {@link #tokenizer}. The build packs it: the
   * weights come on the boot volume in the order in which the kernel computes, with checksums.
   * Needs module {@code format-packed}, and a module for each type of weights but float32.
   *
   * @param path the weights' file
   */
  public static Model llama2c(String path) {
    Model model = new Model();
    model.weights = Objects.requireNonNull(path, "path");
    model.fileFormat = "format-llama2c";
    model.tokenizerFormat = "tokenizer-spm";
    return model;
  }

  /** This model with the tokenizer in a file. */
  public Model tokenizer(String path) {
    Model model = new Model(this);
    model.tokenizer = Objects.requireNonNull(path, "path");
    return model;
  }

  /**
   * This model with its matrices stored as another type than in its file: smaller, and so faster,
   * at some loss. Matrices whose rows are no whole blocks of a quantized type become {@link
   * DataType#F16}. Of this and {@link #asIs}, what is said later counts.
   */
  public Model quantize(DataType type) {
    Model model = new Model(this);
    model.quantization = Objects.requireNonNull(type, "type");
    model.packed = true;
    return model;
  }

  /**
   * This model with its file on the boot volume as it is, not packed: the kernel lays out the
   * weights while it loads them, so the file on a stick can be exchanged by hand. For float32
   * files; needs the module of their format, such as {@code format-llama2c}.
   */
  public Model asIs() {
    Model model = new Model(this);
    model.quantization = null;
    model.packed = false;
    return model;
  }

  /** This model with another base of the rotary position embedding (default 10,000). */
  public Model ropeTheta(double theta) {
    Model model = new Model(this);
    model.ropeTheta = theta;
    return model;
  }

  /** This model with another epsilon in RMSNorm (default 1e-5). */
  public Model normEpsilon(double epsilon) {
    Model model = new Model(this);
    model.normEpsilon = epsilon;
    return model;
  }

  /** This model with its weights in another file of the same format. */
  public Model weights(String path) {
    Model model = new Model(this);
    model.weights = Objects.requireNonNull(path, "path");
    return model;
  }

  /** The weights' file, relative to the project's folder. */
  public String weights() {
    return weights;
  }

  /** Whether the build packs the weights. */
  public boolean isPacked() {
    return packed;
  }

  /** The type that its matrices get; empty: the one that they have in the file. */
  public Optional<DataType> quantization() {
    return Optional.ofNullable(quantization);
  }

  /** The capability that reads the weights: {@code format-packed}, or that of the file's format. */
  public String format() {
    return packed ? PACKED : fileFormat;
  }

  /** The name of the weights' file on the boot volume. */
  public String fileName() {
    String name = nameOf(weights);
    int dot = name.lastIndexOf('.');
    return packed ? (dot > 0 ? name.substring(0, dot) : name) + PACKED_EXTENSION : name;
  }

  /** The capability that reads the tokenizer: a module id such as {@code tokenizer-spm}. */
  public String tokenizerFormat() {
    return tokenizerFormat;
  }

  /** The tokenizer's file, relative to the project's folder. */
  public Optional<String> tokenizer() {
    return Optional.ofNullable(tokenizer);
  }

  /** The name of the tokenizer's file on the boot volume. */
  public Optional<String> tokenizerFileName() {
    return tokenizer().map(Model::nameOf);
  }

  private static String nameOf(String path) {
    return path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
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
