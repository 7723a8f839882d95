// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that a kernel runs in, its serial port on standard input and output. It is ended with
 * {@link #close} or when this virtual machine ends, whatever happens.
 */
public final class KernelProcess implements AutoCloseable {
  /** How long a process may go on after the kernel's verdict. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** How long a process may take to end when it is asked to. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /** How long the firmware may go on with its report of a processor exception. */
  private static final Duration DUMP = Duration.ofMillis(500);

  /** What every kernel says first. */
  private static final String BANNER = "Baobab ";

  private static final int CTRL_D = 4;

  /** Between two Ctrl-D. */
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final Process process;
  private final SerialReader reader;
  private final Thread readerThread;
  private final Thread errorThread;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Thread killer;
  private final Launch launch;
  private final long start = System.nanoTime();
  private int read;

  private KernelProcess(Process process, KernelOutput output, Launch launch) {
    this.process = process;
    this.launch = launch;
    reader = new SerialReader(output);
    readerThread = daemon("serial-port", () -> reader.read(process.getInputStream()));
    errorThread = daemon("errors", this::collectErrors);
    killer = new Thread(this::end, "end-kernel-process");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts a process.
   *
   * @param inheritInput whether the kernel reads this process's standard input (a terminal,
   *     perhaps) instead of what {@link #send} gives
   */
  static KernelProcess start(Launch launch, boolean inheritInput, KernelOutput output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    if (inheritInput) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      return new KernelProcess(builder.start(), output, launch);
    } catch (IOException e) {
      launch.cleanUp().run();
      throw e;
    }
  }

  /**
   * Types what a stream holds, once the kernel is there to read it: before, the serial port belongs
   * to the firmware, and keys would be lost. Behind it Ctrl-D is typed until the kernel ends: a
   * serial line has no end that could be told otherwise.
   */
  public void feed(InputStream keys) {
    daemon(
        "keys",
        () -> {
          try {
            if (reader.awaitLine(BANNER, 0, Long.MAX_VALUE) >= 0) {
              type(keys);
            }
          } catch (IOException e) {
            // The kernel has ended and reads no more.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void type(InputStream keys) throws IOException, InterruptedException {
    OutputStream port = process.getOutputStream();
    byte[] buffer = new byte[512];
    for (int n = keys.read(buffer); n >= 0; n = keys.read(buffer)) {
      port.write(buffer, 0, n);
      port.flush();
    }
    while (process.isAlive()) {
      port.write(CTRL_D);
      port.flush();
      Thread.sleep(AGAIN.toMillis());
    }
  }

  /** Closes the process's standard input. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Types text on the kernel's serial port. */
  public void send(String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /**
   * Waits until the kernel writes a text among its own lines, behind what the last call found.
   *
   * @throws IllegalStateException with the lines so far, if it does not come in time
   */
  public void await(String line, Duration timeout) throws InterruptedException {
    int found = reader.awaitLine(line, read, timeout.toMillis());
    if (found < 0) {
      throw new IllegalStateException(
          "the kernel did not write \"%s\" within %d s. Its lines:%n%s%nIts text:%n%s%s"
              .formatted(
                  line,
                  timeout.toSeconds(),
                  reader.lines(),
                  new String(reader.generatedText(), StandardCharsets.UTF_8),
                  errors.toString(StandardCharsets.UTF_8)));
    }
    read = found;
  }

  /** Writes what the screen of the emulated machine shows now to a PNG file. */
  public void screenshot(Path png) throws IOException {
    try (Qmp qmp = monitor()) {
      qmp.screenshot(png);
    }
  }

  /** Presses keys of the emulated machine's keyboard together, by QEMU's names: {@code pgup}. */
  public void press(String... keys) throws IOException {
    try (Qmp qmp = monitor()) {
      qmp.press(keys);
    }
  }

  private Qmp monitor() throws IOException {
    return Qmp.connect(
        launch
            .monitor()
            .orElseThrow(() -> new IllegalStateException("only an emulated machine has a screen")));
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  /** The kernel's own lines so far. */
  public String lines() {
    return reader.lines();
  }

  /** The text that was generated so far. */
  public String text() {
    return new String(reader.generatedText(), StandardCharsets.UTF_8);
  }

  /** Waits for the end; a process that outlives its kernel, or the timeout, is ended. */
  public RunResult finish(Optional<Duration> timeout) throws IOException, InterruptedException {
    boolean inTime = awaitDecision(timeout);
    if (inTime && reader.verdict().isPresent()) {
      launch.afterVerdict().run();
    }
    boolean byItself = inTime && process.waitFor(patience().toMillis(), TimeUnit.MILLISECONDS);
    stop();
    int exitCode = byItself ? process.waitFor() : Launch.ENDED;
    readerThread.join(GRACE.toMillis());
    errorThread.join(GRACE.toMillis());
    String reason = inTime ? reason(exitCode) : overtime(timeout.orElseThrow());
    return new RunResult(
        reason.equals("ok"),
        reason,
        reader.generatedText(),
        reader.lines(),
        errors.toString(StandardCharsets.UTF_8),
        exitCode,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private Duration patience() {
    boolean lost = reader.exception().isPresent() || reader.failure().isPresent();
    return lost ? DUMP : GRACE;
  }

  private boolean awaitDecision(Optional<Duration> timeout) throws InterruptedException {
    if (timeout.isEmpty()) {
      reader.decided().await();
      return true;
    }
    return reader.decided().await(timeout.get().toMillis(), TimeUnit.MILLISECONDS);
  }

  private String reason(int exitCode) {
    if (reader.failure().isPresent()) {
      return "what the kernel wrote cannot be passed on: " + reader.failure().get();
    }
    if (reader.exception().isPresent()) {
      return "the processor raised an exception: " + reader.exception().get();
    }
    if (reader.verdict().isEmpty()) {
      return "the kernel ended without a verdict (exit code %d)".formatted(exitCode);
    }
    if (!reader.verdict().get()) {
      return "the kernel reported a failure";
    }
    return launch.okExitCodes().contains(exitCode)
        ? "ok"
        : "the kernel said that all is well, but the exit code is %d".formatted(exitCode);
  }

  private static String overtime(Duration timeout) {
    return "the kernel did not end within %d s: look at its last lines, or give it more time"
        .formatted(timeout.toSeconds());
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      return; // The virtual machine is ending, and the hook runs already.
    }
    end();
  }

  private void end() {
    stop();
    try {
      launch.cleanUp().run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks first: a program that changed the terminal's mode then changes it back. */
  private void stop() {
    // Not process.destroy(): that also throws away what has not been read yet.
    process.toHandle().destroy();
    try {
      if (process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private void collectErrors() {
    try {
      process.getErrorStream().transferTo(errors);
    } catch (IOException e) {
      // The process was ended by force: nothing more to read.
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
