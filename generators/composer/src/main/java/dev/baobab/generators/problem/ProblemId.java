// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.problem;

/** The stable ids of errors, in the order in which they are reported. */
public enum ProblemId {
  /** The kernel's name cannot name files. */
  INVALID_NAME,
  /** Two artifacts register modules with one id. */
  DUPLICATE_MODULE,
  /** No profile has the chosen name. */
  UNKNOWN_HARDWARE,
  /** The definition names no model. */
  MODEL_MISSING,
  /** A file of the model does not exist. */
  MODEL_NOT_FOUND,
  /** The model's file is damaged, of another format, or of a type that cannot be used so. */
  MODEL_UNUSABLE,
  /** Nothing provides a name that is needed, or more than one module could. */
  MISSING_CAPABILITY,
  /** Two modules of the kernel provide one capability. */
  DUPLICATE_CAPABILITY,
  /** Two modules of the kernel exclude each other. */
  CONFLICT,
  /** The definition forbids what the kernel would contain. */
  FORBIDDEN_BUT_REQUIRED,
  /** Modules require each other in a circle. */
  DEPENDENCY_CYCLE,
  /** The chosen machine has not what the kernel needs. */
  HARDWARE_LACKS,
  /** A number is outside its range, or a text is too long. */
  OPTION_OUT_OF_RANGE,
  /** An option that does not exist, or a value that is not of its type. */
  OPTION_INVALID,
  /** Two contributions to one extension point have the same name. */
  DUPLICATE_CONTRIBUTION,
  /** A module's Java code failed while the kernel was composed. */
  COMPOSITION_FAILED,
  /** A C, nasm or header file that a module lists is not in its artifact. */
  MISSING_SOURCE;

  /** The page that explains the error, relative to the repository. */
  public String page() {
    return "docs/errors/" + name() + ".md";
  }
}
