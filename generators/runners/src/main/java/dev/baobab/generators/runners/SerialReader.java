// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Reads a kernel's serial port. The kernel frames generated text with STX and ETX and ends with its
 * verdict, ACK or NAK (ASCII control characters, see {@code bb_console.h}); none of them is passed
 * on. A firmware's report of a processor exception is recognised, since such a machine never ends.
 */
final class SerialReader {
  private static final int STX = 2;
  private static final int ETX = 3;
  private static final int ACK = 6;
  private static final int NAK = 21;
  private static final int LIMIT = 4 * 1024 * 1024;

  private final KernelOutput output;
  private final CountDownLatch decided = new CountDownLatch(1);
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final StringBuilder recent = new StringBuilder();
  private final byte[] run = new byte[4096];
  private int runLength;
  private boolean inText;
  private boolean inEscape;
  private volatile boolean ended;
  private volatile Boolean verdict;
  private volatile String exception;

  SerialReader(KernelOutput output) {
    this.output = output;
  }

  /** Reads until the end of the stream or a processor exception. */
  void read(InputStream in) throws IOException {
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        accept(buffer[i]);
      }
      pass();
      if (findException()) {
        break;
      }
    }
    ended = true;
    decided.countDown();
  }

  private void accept(byte b) {
    switch (b) {
      case STX -> frame(true);
      case ETX -> frame(false);
      case ACK -> decide(true);
      case NAK -> decide(false);
      default -> {
        if (!isEscape(b)) {
          if (runLength == run.length) {
            pass();
          }
          run[runLength++] = b;
        }
      }
    }
  }

  /** The firmware clears the screen with escape sequences before the kernel owns the port. */
  private boolean isEscape(byte b) {
    if (inEscape) {
      inEscape = !(b >= '@' && b <= '~' && b != '[');
      return true;
    }
    inEscape = b == 27;
    return inEscape;
  }

  private void decide(boolean ok) {
    pass();
    verdict = ok;
    decided.countDown();
  }

  private void frame(boolean begins) {
    pass();
    inText = begins;
  }

  private synchronized void pass() {
    if (runLength == 0) {
      return;
    }
    if (inText) {
      text.write(run, 0, runLength);
      output.text(run, runLength);
    } else {
      recent.append(new String(run, 0, runLength, StandardCharsets.ISO_8859_1));
      if (recent.length() > LIMIT) {
        recent.delete(0, recent.length() - LIMIT / 2);
      }
      output.line(run, runLength);
    }
    runLength = 0;
    notifyAll();
  }

  private synchronized boolean findException() {
    int at = recent.indexOf("!!!! X64 Exception Type");
    if (at < 0) {
      return false;
    }
    int end = recent.indexOf("!!!!", at + 4);
    if (end < 0) {
      return false;
    }
    exception = recent.substring(at + 4, end).trim();
    return true;
  }

  /** Is counted down when the kernel gave its verdict, or will not give one. */
  CountDownLatch decided() {
    return decided;
  }

  /**
   * Waits until the kernel's lines, from a position on, contain a text; the position behind it or
   * -1.
   */
  synchronized int awaitLine(String wanted, int from, long timeoutMillis)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    while (true) {
      int at = recent.indexOf(wanted, from);
      if (at >= 0) {
        return at + wanted.length();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0 || ended) {
        return -1;
      }
      wait(Math.min(left, 100));
    }
  }

  /** All generated text. */
  synchronized byte[] generatedText() {
    return text.toByteArray();
  }

  /** The kernel's own lines: the last part, if there were very many. */
  synchronized String lines() {
    return new String(
            recent.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        .replace("\r", "");
  }

  /** What the kernel said of itself, if it did. */
  Optional<Boolean> verdict() {
    return Optional.ofNullable(verdict);
  }

  /** The processor exception that the firmware reported. */
  Optional<String> exception() {
    return Optional.ofNullable(exception);
  }
}
