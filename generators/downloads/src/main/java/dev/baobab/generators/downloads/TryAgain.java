// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A failure that may be over at the next try. */
final class TryAgain extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> wait;

  TryAgain(String problem) {
    this(problem, Optional.empty());
  }

  /**
   * @param wait what the server asks to wait
   */
  TryAgain(String problem, Optional<Duration> wait) {
    super(problem);
    this.wait = wait;
  }

  Optional<Duration> askedWait() {
    return wait;
  }
}
