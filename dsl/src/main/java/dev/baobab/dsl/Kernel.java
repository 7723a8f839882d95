// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the {@link KernelDefinition} of a project and names the kernel. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kernel {
  /** The kernel's name: lower-case letters, digits and dashes. It names the image file. */
  String value();
}
