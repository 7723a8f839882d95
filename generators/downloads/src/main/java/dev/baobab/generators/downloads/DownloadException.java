// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

/** Something about a download that the user can put right: what is wrong, and how to fix it. */
public final class DownloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final DownloadError error;

  /**
   * @param error the stable id
   * @param fix what to do about it: a phrase without a full stop
   * @param problem what is wrong, and where: a sentence, with its arguments
   */
  public DownloadException(DownloadError error, String fix, String problem, Object... arguments) {
    super(
        "[%s] %s%nTo fix: %s.   More: docs/errors/%s.md"
            .formatted(error, problem.formatted(arguments), fix, error));
    this.error = error;
  }

  /** The stable id. */
  public DownloadError error() {
    return error;
  }
}
