// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.time.Duration;

/** Told how a download goes. */
public interface DownloadListener {
  /** Listens to nothing. */
  DownloadListener NONE = new DownloadListener() {};

  /**
   * Called now and then.
   *
   * @param done bytes that are there, those of an earlier try among them
   * @param total bytes in all; -1 if the server does not tell
   */
  default void received(long done, long total) {}

  /** Called now and then while the whole file is checked. */
  default void checked(long done, long total) {}

  /** Called when a try begins with what an earlier one left. */
  default void resumed(long from) {}

  /** Called before a wait for the next try. */
  default void retrying(String problem, Duration wait) {}
}
