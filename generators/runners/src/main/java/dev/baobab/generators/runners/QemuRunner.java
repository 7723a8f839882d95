// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Boots a disk image in QEMU, with UEFI firmware and without KVM: the same everywhere. */
public final class QemuRunner {
  /**
   * A guest that writes n to the debug exit device ends QEMU with n * 2 + 1; the kernel writes 16.
   */
  static final int DEBUG_EXIT_OK = 33;

  private final Qemu qemu;

  public QemuRunner(Qemu qemu) {
    this.qemu = qemu;
  }

  /**
   * Starts a machine that forgets what it writes to its disk.
   *
   * @param image the disk image
   * @param inheritInput whether the kernel's serial port reads this process's standard input
   */
  public KernelProcess start(
      Path image, QemuMachine machine, boolean inheritInput, KernelOutput output)
      throws IOException {
    return start(QemuDisk.throwAway(image), machine, inheritInput, output);
  }

  /**
   * Starts a machine.
   *
   * @param inheritInput whether the kernel's serial port reads this process's standard input
   */
  public KernelProcess start(
      QemuDisk disk, QemuMachine machine, boolean inheritInput, KernelOutput output)
      throws IOException {
    RunFolder folder = RunFolder.make(qemu.firmwareVariables());
    Launch launch =
        new Launch(
            command(disk, machine, folder),
            Set.of(0, DEBUG_EXIT_OK, Launch.ENDED),
            () -> afterVerdict(machine, folder.monitor()),
            folder::delete,
            Optional.of(folder.monitor()));
    return KernelProcess.start(launch, inheritInput, output);
  }

  private static void afterVerdict(QemuMachine machine, Path socket) throws IOException {
    if (machine.screenshot().isPresent()) {
      try (Qmp qmp = Qmp.connect(socket)) {
        qmp.screenshot(machine.screenshot().get());
        qmp.quit();
      }
    }
  }

  /** Boots an image that needs no input, and waits for its end. */
  public RunResult run(Path image, QemuMachine machine, KernelOutput output, Duration timeout)
      throws IOException, InterruptedException {
    try (KernelProcess process = start(image, machine, false, output)) {
      return process.finish(Optional.of(timeout));
    }
  }

  private List<String> command(QemuDisk disk, QemuMachine machine, RunFolder folder) {
    List<String> command = new ArrayList<>();
    command.add(qemu.executable().toString());
    add(command, "-nodefaults", "-no-user-config");
    // A reset ends the run: a machine that faults for good would start over and over.
    add(command, "-no-reboot");
    add(command, "-machine", "q35", "-accel", "tcg", "-cpu", machine.cpu());
    add(command, "-smp", Integer.toString(machine.processors()));
    add(command, "-m", Integer.toString(machine.memoryMiB()));
    add(command, "-drive", pflash(0, qemu.firmwareCode()) + ",readonly=on");
    add(command, "-drive", pflash(1, folder.variables()));
    add(command, "-drive", "if=none,id=disk," + disk.options() + ",file=" + escape(disk.file()));
    for (String device : machine.disk().devices()) {
      add(command, "-device", device);
    }
    // A terminal's Ctrl-C belongs to the kernel, not to QEMU.
    add(command, "-chardev", "stdio,id=serial,signal=off", "-serial", "chardev:serial");
    add(command, "-qmp", "unix:" + escape(folder.monitor()) + ",server=on,wait=off");
    add(command, "-device", "VGA", "-device", "virtio-rng-pci", "-net", "none");
    if (machine.display()) {
      add(command, "-display", "gtk", "-device", "qemu-xhci,id=keys", "-device", "usb-kbd");
    } else {
      add(command, "-display", "none");
    }
    if (machine.screenshot().isPresent()) {
      // The machine must still stand when its screen is read.
      add(command, "-no-shutdown");
    } else {
      add(command, "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04");
    }
    if (machine.countInstructions()) {
      add(command, "-icount", "shift=0,sleep=off");
    }
    command.addAll(machine.more());
    return command;
  }

  private static String pflash(int unit, Path file) {
    return "if=pflash,format=raw,unit=" + unit + ",file=" + escape(file);
  }

  /** QEMU's option syntax ends a value at a comma; two of them are one. */
  private static String escape(Path file) {
    return file.toAbsolutePath().toString().replace(",", ",,");
  }

  private static void add(List<String> command, String... arguments) {
    command.addAll(List.of(arguments));
  }
}
