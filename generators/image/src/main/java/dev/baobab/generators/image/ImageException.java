// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/**
 * Something that the user can put right: what is wrong and where, and how to fix it. Failures of
 * the machine itself stay {@link java.io.IOException}s.
 */
public final class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImageError error;
  private final String problem;
  private final String fix;

  /**
   * @param error the stable id
   * @param problem what is wrong, and where: a sentence
   * @param fix what to do about it: a sentence
   */
  public ImageException(ImageError error, String problem, String fix) {
    super("[%s] %s%nTo fix: %s   More: docs/errors/%s.md".formatted(error, problem, fix, error));
    this.error = error;
    this.problem = problem;
    this.fix = fix;
  }

  /** The stable id. */
  public ImageError error() {
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
