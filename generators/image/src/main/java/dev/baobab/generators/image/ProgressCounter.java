// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/** Adds up the bytes of one task and reports each sum. */
final class ProgressCounter {
  private final ProgressListener listener;
  private final String label;
  private final long total;
  private long done;

  ProgressCounter(ProgressListener listener, String label, long total) {
    this.listener = listener;
    this.label = label;
    this.total = total;
    listener.progress(label, 0, total);
  }

  void add(long bytes) {
    if (bytes > 0) {
      done += bytes;
      listener.progress(label, done, total);
    }
  }
}
