// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Closes a stream that has been silent for too long, so that its reader does not wait for ever. */
final class Watchdog implements AutoCloseable {
  private static final int LOOKS = 4;

  private final InputStream stream;
  private final long silenceNanos;
  private final Thread thread;
  private volatile long aliveAt = System.nanoTime();
  private volatile boolean barked;
  private volatile boolean closed;

  Watchdog(InputStream stream, Duration silence) {
    this.stream = stream;
    this.silenceNanos = silence.toNanos();
    this.thread = new Thread(this::watch, "download-watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!closed) {
      try {
        Thread.sleep(Math.max(1, silenceNanos / LOOKS / 1_000_000));
      } catch (InterruptedException e) {
        return;
      }
      if (!closed && System.nanoTime() - aliveAt > silenceNanos) {
        barked = true;
        try {
          stream.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return;
      }
    }
  }

  /** Something came. */
  void alive() {
    aliveAt = System.nanoTime();
  }

  /** Whether it closed the stream. */
  boolean barked() {
    return barked;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
