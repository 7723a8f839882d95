// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import dev.baobab.dsl.CpuFeature;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a kernel module on the interface of its options. The annotation processor makes the
 * module's builder, its option table and its registration from it; the interface's own Javadoc is
 * the module's description in the reference.
 *
 * <pre>{@code
 * @KernelModule(
 *     id = "sampler",
 *     builder = "Sampler.options",
 *     summary = "Greedy, temperature and top-p sampling",
 *     composer = SamplerModule.class,
 *     provides = "sampler",
 *     sources = {"sampler.c"},
 *     headers = {"sampler.h"})
 * public interface SamplerOptions { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface KernelModule {
  /**
   * Unique id: lower-case letters, digits and dashes. It names the folder and prefixes C symbols.
   */
  String id();

  /**
   * Class and static method that users call, {@code "Sampler.options"}. Several modules of one
   * package can share the class.
   */
  String builder();

  /** One sentence for lists. */
  String summary();

  /** The Guice module with the contributions; its one constructor takes the options interface. */
  Class<? extends FeatureModule> composer();

  /**
   * Capabilities that this module provides; exactly one installed module may provide each. The
   * module's own id is always one of them.
   */
  String[] provides() default {};

  /**
   * Names of capabilities (module ids among them) that this module needs. One that nothing
   * installed provides is installed with it, if exactly one known module provides it.
   */
  String[] requires() default {};

  /** Names of capabilities that cannot be in a kernel with this module. */
  String[] conflicts() default {};

  /** Processor features that this module's code cannot do without. */
  CpuFeature[] cpu() default {};

  /** C and nasm files under {@code src/main/c} that belong to this module. */
  String[] sources() default {};

  /**
   * C headers under {@code src/main/c} that belong to this module; modules that need it see them.
   */
  String[] headers() default {};
}
