// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.qemuexit;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Ends QEMU with an exit code: 33 if all is well, 35 if not. QEMU needs {@code -device
 * isa-debug-exit,iobase=0xf4,iosize=0x04}; without it, and on a real machine, nothing happens.
 */
@KernelModule(
    id = "qemu-exit",
    builder = "QemuExit.options",
    summary = "Ends QEMU with an exit code",
    composer = QemuExitModule.class,
    sources = {"qemu_exit.c"},
    headers = {"qemu_exit.h"})
public interface QemuExitOptions {
  /** The I/O port of QEMU's isa-debug-exit device, its iobase; 244 is 0xf4. */
  @Option(value = "244", min = "0", max = "65535")
  int port();
}
