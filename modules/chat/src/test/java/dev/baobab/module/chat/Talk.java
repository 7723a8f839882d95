// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A conversation with the demo model over a serial port, as a script would lead it. */
final class Talk implements AutoCloseable {
  /** What the model says of itself, its most likely words. */
  static final String WHO =
      "I am a small language model. I started from a USB stick, and there is no operating system"
          + " under me.";

  private final KernelProcess process;
  private final Duration patience;
  private int heard;

  Talk(KernelProcess process, Duration patience) throws InterruptedException {
    this.process = process;
    this.patience = patience;
    process.await("\n> ", patience);
  }

  /** A kernel with the demo model, its template and others. */
  static TestKernel kernel(String... more) {
    return TestKernel.of(ModuleCatalog.onClassPath(), "chat", "chat-demo", "chat-chatml")
        .with(more)
        .model(TestModel.demo())
        .option("kernel.interactive", "true")
        .option("repl.statistics", "false")
        .option("sampler.temperature", "0");
  }

  /** A copy of a kernel's volume that it may write to. */
  static Path volumeOf(BuiltKernel kernel, Path folder) throws IOException, InterruptedException {
    Path original = kernel.volume();
    List<Path> files;
    try (Stream<Path> all = Files.walk(original)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = folder.resolve(original.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return folder;
  }

  /** Enters a line and waits for the next prompt; returns the answer. */
  String say(String line) throws IOException, InterruptedException {
    send(line);
    return answer();
  }

  /** Enters a line and does not wait. */
  void send(String line) throws IOException {
    process.send(line + "\r");
  }

  /** Waits for the prompt; returns what was said since the last call. */
  String answer() throws InterruptedException {
    process.await("\n> ", patience);
    return heard();
  }

  /** What the model said since the last call. */
  String heard() {
    String text = process.text();
    String news = text.substring(heard).replace("\r", "").strip();
    heard = text.length();
    return news;
  }

  /** Waits for a line of the kernel's own. */
  void await(String line) throws InterruptedException {
    process.await(line, patience);
  }

  KernelProcess process() {
    return process;
  }

  RunResult quit() throws IOException, InterruptedException {
    process.send("/quit\r");
    return process.finish(Optional.of(patience));
  }

  /** The power fails. */
  void cutPower() throws InterruptedException {
    ProcessHandle machine = ProcessHandle.of(process.pid()).orElseThrow();
    machine.destroyForcibly();
    machine.onExit().join();
  }

  @Override
  public void close() {
    process.close();
  }
}
