// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process that a kernel runs in, its serial port on standard input and output. It is ended with
 * {@link #close} or when this virtual machine ends, whatever happens.
 */
public final class KernelProcess implements AutoCloseable {
  /** How long a process may go on after the kernel's verdict. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Exit code of a process that had to be ended. */
  private static final int ENDED = -1;

  private final Process process;
  private final SerialReader reader;
  private final Thread readerThread;
  private final Thread errorThread;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Thread killer;
  private final Set<Integer> okExitCodes;
  private final Work afterVerdict;
  private final long start = System.nanoTime();
  private int read;

  /** Something to do while the machine still stands. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  private KernelProcess(
      Process process, KernelOutput output, Set<Integer> okExitCodes, Work afterVerdict) {
    this.process = process;
    this.okExitCodes = okExitCodes;
    this.afterVerdict = afterVerdict;
    reader = new SerialReader(output);
    readerThread = daemon("serial-port", () -> reader.read(process.getInputStream()));
    errorThread = daemon("errors", () -> process.getErrorStream().transferTo(errors));
    killer = new Thread(process::destroyForcibly, "end-kernel-process");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts a process.
   *
   * @param inheritInput whether the kernel reads this process's standard input (a terminal,
   *     perhaps) instead of what {@link #send} gives
   * @param okExitCodes exit codes that go with success; -1 allows that the process has to be ended
   * @param afterVerdict done after the kernel's verdict, before the process may have to be ended
   */
  static KernelProcess start(
      List<String> command,
      boolean inheritInput,
      KernelOutput output,
      Set<Integer> okExitCodes,
      Work afterVerdict)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (inheritInput) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    return new KernelProcess(builder.start(), output, okExitCodes, afterVerdict);
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

  /** The text that was generated so far. */
  public String text() {
    return new String(reader.generatedText(), StandardCharsets.UTF_8);
  }

  /** Waits for the end. */
  public RunResult finish(Optional<Duration> timeout) throws IOException, InterruptedException {
    boolean intime = awaitDecision(timeout);
    if (intime && reader.exception().isEmpty()) {
      if (reader.verdict().isPresent()) {
        afterVerdict.run();
      }
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
    boolean byItself = !process.isAlive();
    process.destroyForcibly();
    int exitCode = process.waitFor();
    readerThread.join(GRACE.toMillis());
    errorThread.join(GRACE.toMillis());
    int code = byItself ? exitCode : ENDED;
    String reason = intime ? reason(code) : overtime(timeout.orElseThrow());
    return new RunResult(
        reason.equals("ok"),
        reason,
        reader.generatedText(),
        reader.lines(),
        errors.toString(StandardCharsets.UTF_8),
        code,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private boolean awaitDecision(Optional<Duration> timeout) throws InterruptedException {
    if (timeout.isEmpty()) {
      reader.decided().await();
      return true;
    }
    return reader.decided().await(timeout.get().toMillis(), TimeUnit.MILLISECONDS);
  }

  private String reason(int exitCode) {
    if (reader.exception().isPresent()) {
      return "the processor raised an exception: " + reader.exception().get();
    }
    if (reader.verdict().isEmpty()) {
      return "the kernel ended without a verdict (exit code %d)".formatted(exitCode);
    }
    if (!reader.verdict().get()) {
      return "the kernel reported a failure";
    }
    return okExitCodes.contains(exitCode)
        ? "ok"
        : "the kernel said that all is well, but the exit code is %d".formatted(exitCode);
  }

  private static String overtime(Duration timeout) {
    return "the kernel did not end within %d s: look at its last lines, or give it more time"
        .formatted(timeout.toSeconds());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // The virtual machine is ending, and the hook runs already.
    }
  }

  private static Thread daemon(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The stream of a process that is being ended: nothing more to read.
                if (!"Stream closed".equals(e.getMessage())) {
                  throw new UncheckedIOException(e);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
