// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs an EFI file as a Linux process, in an environment that looks like UEFI to it. */
public final class HostedRunner {
  private final Path executable;

  /**
   * @param executable the runner's program, as the toolchain driver built it
   */
  public HostedRunner(Path executable) {
    this.executable = executable;
  }

  /**
   * Starts a kernel.
   *
   * @param efiFile the kernel
   * @param esp the folder that the kernel sees as its volume
   * @param inheritInput whether the kernel's serial port reads this process's standard input
   */
  public KernelProcess start(
      Path efiFile, Path esp, HostedMachine machine, boolean inheritInput, KernelOutput output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(List.of("--esp", esp.toString()));
    command.addAll(List.of("--memory", Integer.toString(machine.memoryMiB())));
    command.addAll(List.of("--processors", Integer.toString(machine.processors())));
    command.addAll(machine.more());
    command.add(efiFile.toString());
    Launch launch = new Launch(command, Set.of(0), Launch.Work.NONE, Launch.Work.NONE);
    return KernelProcess.start(launch, inheritInput, output);
  }

  /** Runs a kernel that needs no input, and waits for its end. */
  public RunResult run(
      Path efiFile, Path esp, HostedMachine machine, KernelOutput output, Duration timeout)
      throws IOException, InterruptedException {
    try (KernelProcess process = start(efiFile, esp, machine, false, output)) {
      return process.finish(Optional.of(timeout));
    }
  }
}
