// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.HostedRunner;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.Qemu;
import dev.baobab.generators.runners.QemuDisk;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.QemuRunner;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.toolchain.KernelBuild;
import dev.baobab.generators.toolchain.LinkMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/** A test kernel's files, and ways to run it. */
public final class BuiltKernel {
  private static final Duration HOSTED_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration QEMU_TIMEOUT = Duration.ofMinutes(3);
  private static final KernelOutput QUIET = KernelOutput.to(OutputStream.nullOutputStream());

  private static Path hostedRunner;

  private final TestKernel kernel;
  private final KernelPipeline pipeline;
  private final KernelBuild.Result result;

  BuiltKernel(TestKernel kernel, KernelPipeline pipeline) throws IOException, InterruptedException {
    this.kernel = kernel;
    this.pipeline = pipeline;
    this.result = pipeline.build();
  }

  /** What it was resolved to. */
  public Plan plan() {
    return pipeline.plan();
  }

  /** The EFI file. */
  public Path efiFile() {
    return result.efiFile();
  }

  /** What is in the EFI file. */
  public LinkMap map() {
    return result.map();
  }

  /** The folder of its C and nasm. */
  public Path sources() {
    return pipeline.layout().sources();
  }

  /** Makes the disk image. */
  public Path image() throws IOException, InterruptedException {
    return pipeline.image();
  }

  /** Makes the folder that is its volume; its files may be links and must not be changed. */
  public Path volume() throws IOException, InterruptedException {
    return pipeline.volume();
  }

  /** Runs it as a Linux process with 1 GiB. */
  public RunResult runHosted() throws IOException, InterruptedException {
    return runHosted(HostedMachine.standard());
  }

  /** Runs it as a Linux process. */
  public RunResult runHosted(HostedMachine machine) throws IOException, InterruptedException {
    return runHosted(volume(), machine);
  }

  /** Runs it as a Linux process on another volume. */
  public RunResult runHosted(Path volume, HostedMachine machine)
      throws IOException, InterruptedException {
    return hosted(kernel).run(efiFile(), volume, machine, QUIET, HOSTED_TIMEOUT);
  }

  /** Starts it as a Linux process that is talked to; close it. */
  public KernelProcess startHosted(HostedMachine machine) throws IOException, InterruptedException {
    return startHosted(volume(), machine);
  }

  /** Starts it as a Linux process on another volume; close it. */
  public KernelProcess startHosted(Path volume, HostedMachine machine)
      throws IOException, InterruptedException {
    return hosted(kernel).start(efiFile(), volume, machine, false, QUIET);
  }

  /** Boots its image in QEMU. */
  public RunResult runQemu(QemuMachine machine) throws IOException, InterruptedException {
    return runQemu(image(), machine);
  }

  /** Boots its image in QEMU, and gives it so much time. */
  public RunResult runQemu(QemuMachine machine, Duration timeout)
      throws IOException, InterruptedException {
    return new QemuRunner(Qemu.find()).run(image(), machine, QUIET, timeout);
  }

  /** Boots another image in QEMU. */
  public static RunResult runQemu(Path image, QemuMachine machine)
      throws IOException, InterruptedException {
    return new QemuRunner(Qemu.find()).run(image, machine, QUIET, QEMU_TIMEOUT);
  }

  /** Starts its image in a QEMU that is talked to; close it. */
  public KernelProcess startQemu(QemuMachine machine) throws IOException, InterruptedException {
    return startQemu(image(), machine);
  }

  /** Starts another image in a QEMU that is talked to; close it. */
  public static KernelProcess startQemu(Path image, QemuMachine machine) throws IOException {
    return new QemuRunner(Qemu.find()).start(image, machine, false, QUIET);
  }

  /** Starts a machine on a disk that may keep what is written to it. */
  public static KernelProcess startQemu(QemuDisk disk, QemuMachine machine) throws IOException {
    return new QemuRunner(Qemu.find()).start(disk, machine, false, QUIET);
  }

  /** The hosted runner does not depend on the kernel: one serves all of a test run. */
  private static synchronized HostedRunner hosted(TestKernel kernel)
      throws IOException, InterruptedException {
    if (hostedRunner == null) {
      hostedRunner = kernel.pipeline(TestKernel.sharedFolder()).hostedRunner();
    }
    return new HostedRunner(hostedRunner);
  }

  @Override
  public String toString() {
    return kernel.toString();
  }
}
