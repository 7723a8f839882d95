// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A language model: the file of its weights, how they get on the boot volume, and what the file's
 * format does not carry: a tokenizer's file and constants. Immutable; paths are relative to the
 * project's folder.
 */
public final class Model {
  private static final String PACKED = "format-packed";
  private static final String PACKED_EXTENSION = ".bbw";
  private static final String LLAMA2C = "format-llama2c";
  private static final String GGUF = "format-gguf";

  private String weights;
  private String fileFormat;
  private boolean packed = true;
  private DataType quantization;
  private String tokenizer;
  private double ropeTheta = 10_000;
  private double normEpsilon = 1e-5;
  private boolean constants;
  private List<Model> others = List.of();

  private Model() {}

  /** A copy, which the methods below change before anybody sees it. */
  private Model(Model other) {
    weights = other.weights;
    fileFormat = other.fileFormat;
    packed = other.packed;
    quantization = other.quantization;
    tokenizer = other.tokenizer;
    ropeTheta = other.ropeTheta;
    normEpsilon = other.normEpsilon;
    constants = other.constants;
    others = other.others;
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
    model.fileFormat = LLAMA2C;
    return model;
  }

  /**
   * A model in a GGUF file, as model hubs have them. The file tells everything: the architecture,
   * the tokenizer, the constants, how a chat is written; {@link #tokenizer}, {@link #ropeTheta} and
   * {@link #normEpsilon} are for models that do not. It comes on the boot volume as it is, or on a
   * partition of its own if it is too large for a file there; {@link #quantize} makes a smaller one
   * of it first.
   *
   * <p>What the file needs of the kernel comes along: {@code format-gguf}, the module of its
   * architecture such as {@code arch-llama}, the one of its vocabulary, {@code tokenizer-spm} or
   * {@code tokenizer-bpe}, and one for each type of weights but float32. Types that the kernel does
   * not compute with (K-quants, Q4_1, Q5_0, Q5_1, IQ4_NL) become Q8_0 while they are loaded.
   *
   * @param path the file
   */
  public static Model gguf(String path) {
    Model model = new Model();
    model.weights = Objects.requireNonNull(path, "path");
    model.fileFormat = GGUF;
    model.packed = false;
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
   * DataType#F16}. A GGUF file becomes another GGUF file. Of this and {@link #asIs}, what is said
   * later counts.
   */
  public Model quantize(DataType type) {
    Model model = new Model(this);
    model.quantization = Objects.requireNonNull(type, "type");
    model.packed = !isGguf();
    return model;
  }

  /**
   * This model with its file on the boot volume as it is, not packed: the kernel lays out the
   * weights while it loads them, so the file on a stick can be exchanged by hand. What a GGUF file
   * is anyway, unless it is quantized; of llama2.c's files for those of float32. Needs the module
   * of the format, such as {@code format-llama2c}.
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
    model.constants = true;
    return model;
  }

  /** This model with another epsilon in RMSNorm (default 1e-5). */
  public Model normEpsilon(double epsilon) {
    Model model = new Model(this);
    model.normEpsilon = epsilon;
    model.constants = true;
    return model;
  }

  /** This model with its weights in another file of the same format. */
  public Model weights(String path) {
    Model model = new Model(this);
    model.weights = Objects.requireNonNull(path, "path");
    return model;
  }

  /**
   * This model, which the kernel boots into by default, and others beside it on the boot volume: to
   * choose from at boot and later. Needs module {@code model-menu}, and what each of them needs.
   * Constants that a file does not carry are those of this model.
   */
  public Model and(Model... others) {
    Model model = new Model(this);
    model.others = Stream.concat(this.others.stream(), Stream.of(others)).toList();
    return model;
  }

  /** The models beside this one. */
  public List<Model> others() {
    return others;
  }

  /** This model, then those beside it. */
  public List<Model> all() {
    return Stream.concat(Stream.of(this), others.stream()).toList();
  }

  /** The weights' file, relative to the project's folder. */
  public String weights() {
    return weights;
  }

  /** Whether it is a GGUF file, which carries its tokenizer and its constants. */
  public boolean isGguf() {
    return fileFormat.equals(GGUF);
  }

  /** Whether the definition names constants: the base of the embedding, the epsilon. */
  public boolean namesConstants() {
    return constants;
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

  /** The tokenizer's file, relative to the project's folder; a GGUF file needs none. */
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
