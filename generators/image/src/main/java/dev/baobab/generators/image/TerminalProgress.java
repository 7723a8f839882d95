// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows progress as text: on a terminal one line with a bar that is drawn over again, elsewhere (a
 * log, a pipe) a plain line every few seconds.
 */
public final class TerminalProgress implements ProgressListener {
  private static final int BAR_WIDTH = 30;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long TERMINAL_INTERVAL = NANOS_PER_SECOND / 10;
  private static final long PLAIN_INTERVAL = 5 * NANOS_PER_SECOND;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;

  private String label;
  private long startedAt;
  private long shownAt;

  /**
   * @param out where the text goes
   * @param terminal whether {@code out} is a terminal, which takes carriage returns
   */
  public TerminalProgress(PrintStream out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  TerminalProgress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /**
   * On standard error, so that standard output stays clean; a bar if a terminal is attached.
   * Written past {@code System.err}, from which Maven in batch mode strips the sequences that
   * erase.
   */
  public static TerminalProgress standardError() {
    PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    return new TerminalProgress(errors, System.console() != null);
  }

  @Override
  public synchronized void progress(String label, long done, long total) {
    long now = nanoTime.getAsLong();
    if (!label.equals(this.label)) {
      this.label = label;
      startedAt = now;
      shownAt = now;
    }
    boolean ended = done >= total;
    if (ended || now - shownAt >= (terminal ? TERMINAL_INTERVAL : PLAIN_INTERVAL)) {
      shownAt = now;
      show(done, total, now - startedAt, ended);
    }
    if (ended) {
      this.label = null;
    }
  }

  private void show(long done, long total, long elapsedNanos, boolean ended) {
    double fraction = total == 0 ? 1 : (double) done / total;
    StringBuilder line = new StringBuilder(label).append(' ');
    if (terminal) {
      int filled = (int) (fraction * BAR_WIDTH);
      line.append('[')
          .append("#".repeat(filled))
          .append(".".repeat(BAR_WIDTH - filled))
          .append("] ");
    }
    line.append(
        String.format(
            Locale.ROOT,
            "%3d%%  %s of %s",
            (int) (fraction * 100),
            Bytes.text(done),
            Bytes.text(total)));
    // No rate from a moment too short to measure, and no time left from no rate.
    if (elapsedNanos > TERMINAL_INTERVAL && done > 0) {
      double bytesPerSecond = (double) done * NANOS_PER_SECOND / elapsedNanos;
      line.append(String.format(Locale.ROOT, "  %.1f MB/s", bytesPerSecond / 1e6));
      line.append(
          ended
              ? "  in " + minutes(elapsedNanos / NANOS_PER_SECOND)
              : "  " + minutes((long) Math.ceil((total - done) / bytesPerSecond)) + " left");
    }
    if (terminal) {
      // Erases what a longer line before this one left behind (ECMA-48, EL).
      out.print("\r" + line + "\u001b[K" + (ended ? System.lineSeparator() : ""));
    } else {
      out.println(line);
    }
    out.flush();
  }

  private static String minutes(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
