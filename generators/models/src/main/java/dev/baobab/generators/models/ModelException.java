// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

/**
 * Something about a model that the user can put right: what is wrong and where, and how to fix it.
 * Failures of the machine itself stay {@link java.io.IOException}s.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ModelError error;
  private final String problem;
  private final String fix;

  /**
   * @param error the stable id
   * @param fix what to do about it: a phrase without a full stop
   * @param problem what is wrong, and where: a sentence, with its arguments
   */
  public ModelException(ModelError error, String fix, String problem, Object... arguments) {
    this(error, fix, problem.formatted(arguments));
  }

  private ModelException(ModelError error, String fix, String problem) {
    super("[%s] %s%nTo fix: %s.   More: docs/errors/%s.md".formatted(error, problem, fix, error));
    this.error = error;
    this.problem = problem;
    this.fix = fix;
  }

  /** The stable id. */
  public ModelError error() {
    return error;
  }

  /** What is wrong, and where. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }
}
