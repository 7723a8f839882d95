// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.downloads.DownloadListener;
import dev.baobab.generators.image.TerminalProgress;
import java.time.Duration;
import org.apache.maven.plugin.logging.Log;

/** Shows how a download goes. */
final class PullProgress implements DownloadListener {
  private final TerminalProgress progress = TerminalProgress.standardError();
  private final String file;
  private final Log log;

  /** What an earlier try brought: it is neither time nor speed of this one. */
  private long resumedFrom;

  PullProgress(String file, Log log) {
    this.file = file;
    this.log = log;
  }

  @Override
  public void received(long done, long total) {
    if (total >= done) {
      progress.progress(file, done - resumedFrom, total - resumedFrom);
    }
  }

  @Override
  public void checked(long done, long total) {
    progress.progress("Checking " + file, done, total);
  }

  @Override
  public void resumed(long from) {
    resumedFrom = from;
    log.info("Going on behind %,d bytes that are there".formatted(from));
  }

  @Override
  public void retrying(String problem, Duration wait) {
    resumedFrom = 0;
    log.warn("%s: %s; trying again in %.1f s".formatted(file, problem, wait.toMillis() / 1000.0));
  }
}
