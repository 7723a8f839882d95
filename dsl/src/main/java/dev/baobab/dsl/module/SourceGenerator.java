// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import dev.baobab.dsl.source.SourceTree;

/**
 * Generates a module's C or nasm from the declaration. Pure: the same composition gives the same
 * tree. Its constructor can inject contributions, capabilities and its module's options.
 */
public interface SourceGenerator {
  /** The files, with paths below {@code generated/}. */
  SourceTree generate();
}
