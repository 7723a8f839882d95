// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The emulated machine. Immutable; start from {@link #standard()}.
 *
 * @param cpu a processor model of QEMU: {@code max} has AVX2, {@code qemu64} only SSE2
 * @param processors how many processors
 * @param memoryMiB memory in MiB
 * @param disk how the image is attached
 * @param display whether a window is opened
 * @param countInstructions whether the guest's clock counts instructions, one a nanosecond
 * @param screenshot where a PNG of the screen goes when the kernel is done
 * @param more further arguments for QEMU
 */
public record QemuMachine(
    String cpu,
    int processors,
    int memoryMiB,
    DiskKind disk,
    boolean display,
    boolean countInstructions,
    Optional<Path> screenshot,
    List<String> more) {
  public QemuMachine {
    more = List.copyOf(more);
  }

  /** One processor with all that the emulator has, 512 MiB, a virtio disk, no window. */
  public static QemuMachine standard() {
    return new QemuMachine(
        "max", 1, 512, DiskKind.VIRTIO, false, false, Optional.empty(), List.of());
  }

  /** This machine with another processor model. */
  public QemuMachine cpu(String model) {
    return new QemuMachine(
        model, processors, memoryMiB, disk, display, countInstructions, screenshot, more);
  }

  /** This machine with another number of processors. */
  public QemuMachine processors(int count) {
    return new QemuMachine(
        cpu, count, memoryMiB, disk, display, countInstructions, screenshot, more);
  }

  /** This machine with another memory size. */
  public QemuMachine memoryMiB(int size) {
    return new QemuMachine(
        cpu, processors, size, disk, display, countInstructions, screenshot, more);
  }

  /** This machine with the image attached in another way. */
  public QemuMachine disk(DiskKind kind) {
    return new QemuMachine(
        cpu, processors, memoryMiB, kind, display, countInstructions, screenshot, more);
  }

  /** This machine with or without a window. */
  public QemuMachine display(boolean window) {
    return new QemuMachine(
        cpu, processors, memoryMiB, disk, window, countInstructions, screenshot, more);
  }

  /** This machine with a clock that counts instructions. */
  public QemuMachine countingInstructions() {
    return new QemuMachine(cpu, processors, memoryMiB, disk, display, true, screenshot, more);
  }

  /** This machine with a screenshot at the end. */
  public QemuMachine screenshot(Path png) {
    return new QemuMachine(
        cpu, processors, memoryMiB, disk, display, countInstructions, Optional.of(png), more);
  }

  /**
   * This machine with a monitor of this size: firmware that reads the monitor's data (OVMF since
   * 2022) draws in it.
   */
  public QemuMachine resolution(int width, int height) {
    List<String> arguments = new ArrayList<>(more);
    arguments.addAll(List.of("-global", "VGA.xres=" + width, "-global", "VGA.yres=" + height));
    return more(arguments.toArray(String[]::new));
  }

  /** This machine with further arguments for QEMU. */
  public QemuMachine more(String... arguments) {
    return new QemuMachine(
        cpu,
        processors,
        memoryMiB,
        disk,
        display,
        countInstructions,
        screenshot,
        List.of(arguments));
  }
}
