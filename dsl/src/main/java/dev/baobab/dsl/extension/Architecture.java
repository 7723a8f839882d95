// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

import java.util.Optional;

/**
 * What a layer of a model computes. A model's file names the architecture that it needs; a kernel
 * can have several.
 *
 * @param name as {@code general.architecture} of GGUF files has it: {@code llama}
 * @param layer {@code void f(bb_batch *batch, size_t number)}: takes the tokens of a batch through
 *     the layer of this number, with the steps of {@code bb_transformer.h}
 * @param ropeHalves whether its GGUF files hold queries and keys for a rotation of halves of a
 *     head, not of adjacent pairs as the kernel turns them; formats then change the order of rows
 * @param normsBehind whether its layers have norms behind their blocks, too
 * @param complete {@code bb_status f(bb_model *model, const char *file)}: checks and completes the
 *     constants that a file tells
 * @param finish {@code void f(const bb_model *model, float *logits)}: changes the logits
 */
public record Architecture(
    String name,
    CFunction layer,
    boolean ropeHalves,
    boolean normsBehind,
    Optional<CFunction> complete,
    Optional<CFunction> finish)
    implements ExtensionPoint {
  public Architecture {
    // The capability of its module is named after it: arch-NAME.
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not the name of an architecture: " + name);
    }
  }

  /** An architecture that is all in its layers, without norms behind their blocks. */
  public Architecture(String name, CFunction layer, boolean ropeHalves) {
    this(name, layer, ropeHalves, false, Optional.empty(), Optional.empty());
  }

  /** The same with norms behind the blocks of its layers. */
  public Architecture withNormsBehind() {
    return new Architecture(name, layer, ropeHalves, true, complete, finish);
  }

  /** The same with a function that completes a model's constants. */
  public Architecture completedBy(CFunction function) {
    return new Architecture(name, layer, ropeHalves, normsBehind, Optional.of(function), finish);
  }

  /** The same with a function that changes the logits. */
  public Architecture finishedBy(CFunction function) {
    return new Architecture(name, layer, ropeHalves, normsBehind, complete, Optional.of(function));
  }
}
