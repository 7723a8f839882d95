// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  private static final int LF = 10;
  private static final int CR = 13;
  private static final int NAK = 21;
  private static final int ESC = 27;
  private static final int LIMIT = 4 * 1024 * 1024;

  /** How OVMF's report of an exception begins, and how its first line ends. */
  private static final String EXCEPTION = "!!!! X64 Exception Type";

  private static final String EXCEPTION_END = "!!!!";

  private final KernelOutput output;
  private final CountDownLatch decided = new CountDownLatch(1);
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final StringBuilder recent = new StringBuilder();
  private int forgotten;
  private int searched;
  private final byte[] run = new byte[4096];
  private int runLength;
  private boolean inText;
  private boolean inEscape;
  private boolean returnHeld;
  private volatile boolean ended;
  private volatile Boolean verdict;
  private volatile String exception;
  private volatile String failure;

  SerialReader(KernelOutput output) {
    this.output = output;
  }

  /** Reads until the end of the stream. */
  void read(InputStream in) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          accept(buffer[i]);
        }
        pass();
        findException();
      }
    } catch (IOException | UncheckedIOException e) {
      failure = e.getMessage();
    } finally {
      ended = true;
      decided.countDown();
    }
  }

  private void accept(byte b) {
    switch (b) {
      case STX -> frame(true);
      case ETX -> frame(false);
      case ACK -> decide(true);
      case NAK -> decide(false);
      default -> {
        if (inText) {
          acceptText(b);
        } else if (!isEscape(b)) {
          append(b);
        }
      }
    }
  }

  /**
   * Generated text goes on as the model made it, byte for byte; the carriage returns that the
   * kernel sends before each line feed, for terminals, are not of it.
   */
  private void acceptText(byte b) {
    if (returnHeld && b != LF) {
      append((byte) CR);
    }
    returnHeld = b == CR;
    if (!returnHeld) {
      append(b);
    }
  }

  private void append(byte b) {
    if (runLength == run.length) {
      pass();
    }
    run[runLength++] = b;
  }

  /** The firmware clears the screen with escape sequences before the kernel owns the port. */
  private boolean isEscape(byte b) {
    if (inEscape) {
      inEscape = !(b >= '@' && b <= '~' && b != '[');
      return true;
    }
    inEscape = b == ESC;
    return inEscape;
  }

  private void decide(boolean ok) {
    pass();
    verdict = ok;
    decided.countDown();
  }

  private void frame(boolean begins) {
    if (returnHeld) {
      append((byte) CR);
      returnHeld = false;
    }
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
      forget();
      output.line(run, runLength);
    }
    runLength = 0;
    notifyAll();
  }

  /** Keeps the last lines only, if there are very many. */
  private void forget() {
    int surplus = recent.length() > LIMIT ? recent.length() - LIMIT / 2 : 0;
    recent.delete(0, surplus);
    forgotten += surplus;
    searched = Math.max(0, searched - surplus);
  }

  /** Looks for an exception in what came since the last call; its text may come in pieces. */
  private synchronized void findException() {
    int at = recent.indexOf(EXCEPTION, searched);
    int end = at < 0 ? -1 : recent.indexOf(EXCEPTION_END, at + EXCEPTION_END.length());
    if (end >= 0 && exception == null) {
      exception = recent.substring(at + EXCEPTION_END.length(), end).trim();
      decided.countDown();
    }
    searched = at < 0 ? Math.max(0, recent.length() - EXCEPTION.length()) : at;
  }

  /** Is counted down when the kernel gave its verdict, or will not give one. */
  CountDownLatch decided() {
    return decided;
  }

  /**
   * Waits until the kernel's lines contain a text.
   *
   * @param from the position to look from: 0, or what the last call returned
   * @return the position behind it, or -1 if it does not come
   */
  synchronized int awaitLine(String wanted, int from, long timeoutMillis)
      throws InterruptedException {
    String bytes = new String(wanted.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    long begun = System.nanoTime();
    while (true) {
      int at = recent.indexOf(bytes, from - forgotten);
      if (at >= 0) {
        return at + bytes.length() + forgotten;
      }
      long left = timeoutMillis - (System.nanoTime() - begun) / 1_000_000;
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

  /** Why not all could be read and passed on, if so. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** The processor exception that the firmware reported. */
  Optional<String> exception() {
    return Optional.ofNullable(exception);
  }
}
