// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import dev.baobab.dsl.Declaration;
import dev.baobab.generators.problem.DeclarationException;
import dev.baobab.generators.resolver.Environment;
import dev.baobab.generators.resolver.Resolver;

/** The way from a declaration to a plan. */
public final class Composition {
  private Composition() {}

  /**
   * Resolves and composes a declaration.
   *
   * @throws DeclarationException with all errors, if there is one; its message is their text
   */
  public static Plan of(Declaration declaration, Environment environment) {
    return Composer.compose(Resolver.resolve(declaration, environment));
  }
}
