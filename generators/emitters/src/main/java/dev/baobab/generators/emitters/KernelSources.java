// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.Plan;

/**
 * All sources of a kernel: {@code kernel/} and {@code modules/<id>/} hold what the modules'
 * artifacts carry, {@code generated/} what depends on the declaration. The same plan gives the same
 * tree.
 */
public final class KernelSources {
  /** The folder of generated files. */
  public static final String GENERATED = "generated/";

  private KernelSources() {}

  /**
   * The sources of a plan.
   *
   * @throws IllegalArgumentException if two files have one path, or two modules headers of one name
   */
  public static SourceTree of(Plan plan) {
    SourceTree tree =
        SourceTree.of(
                new ConfigHeaderEmitter(FrameworkVersion.current()).emit(plan),
                new OptionsHeaderEmitter().emit(plan),
                new OptionsEmitter().emit(plan),
                new ArenasEmitter().emit(plan),
                new HooksEmitter().emit(plan))
            .plus(new ModuleSourcesEmitter().emit(plan))
            .plus(plan.generated());
    HeaderNames.check(tree);
    return tree;
  }
}
