// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option of a module, on a method without parameters that returns {@code boolean}, {@code int},
 * {@code long}, {@code double}, {@code String} or an enum. The method's Javadoc is the option's
 * documentation and is mandatory.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Option {
  /** The default, as written in a config file: {@code "0.9"}, {@code "true"}, an enum's name. */
  String value();

  /** Least value of a number; empty: the type's. */
  String min() default "";

  /** Greatest value of a number; empty: the type's. */
  String max() default "";

  /** Unit of a number: {@code "MiB"}, {@code "tokens"}. */
  String unit() default "";

  /** Greatest length of a text in bytes of UTF-8. */
  int maxLength() default 255;

  /** Whether it can also be changed while the kernel runs, by {@code /set} or a config file. */
  boolean tunable() default false;
}
