// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * What a layer of a model computes. A model's file names the architecture that it needs; a kernel
 * can have several.
 *
 * @param name as {@code general.architecture} of GGUF files has it: {@code llama}
 * @param layer {@code void f(bb_batch *batch, size_t number)}: takes the tokens of a batch through
 *     the layer of this number, with the steps of {@code bb_transformer.h}
 * @param ropeHalves whether its GGUF files hold queries and keys for a rotation of halves of a
 *     head, not of adjacent pairs as the kernel turns them; formats then change the order of rows
 */
public record Architecture(String name, CFunction layer, boolean ropeHalves)
    implements ExtensionPoint {
  public Architecture {
    // The capability of its module is named after it: arch-NAME.
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not the name of an architecture: " + name);
    }
  }
}
