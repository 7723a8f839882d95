// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.image.KeptDisk;
import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.runners.DiskKind;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.Qemu;
import dev.baobab.generators.runners.QemuDisk;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.QemuRunner;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Boots the image in QEMU, on the hardware profile {@code qemu} unless another is chosen. */
@Mojo(name = "boot", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class BootMojo extends RunningMojo {
  /** Processor model, as {@code qemu-system-x86_64 -cpu help} lists them. */
  @Parameter(property = "baobab.cpu", defaultValue = "max")
  private String cpu;

  /** How the image is attached: virtio, usb, nvme or sata. */
  @Parameter(property = "baobab.disk", defaultValue = "virtio")
  private String disk;

  /** Whether a window is opened. */
  @Parameter(property = "baobab.gui", defaultValue = "false")
  private boolean gui;

  /** Where a PNG of the screen goes when the kernel is done. */
  @Parameter(property = "baobab.screenshot")
  private File screenshot;

  /** Whether what the kernel writes to its disk is forgotten when the machine ends. */
  @Parameter(property = "baobab.boot.snapshot", defaultValue = "false")
  private boolean snapshot;

  @Override
  protected String defaultHardware() {
    return "qemu";
  }

  @Override
  protected KernelProcess start(KernelPipeline pipeline, boolean inheritInput, KernelOutput output)
      throws Exception {
    Qemu qemu = Qemu.find();
    QemuMachine machine =
        QemuMachine.standard()
            .cpu(cpu)
            .processors(processors)
            .memoryMiB(memory)
            .disk(diskKind())
            .display(gui);
    if (screenshot != null) {
      machine = machine.screenshot(screenshot.toPath());
    }
    return new QemuRunner(qemu).start(bootDisk(pipeline), machine, inheritInput, output);
  }

  /** The image, which is not made anew under a machine that runs on it. */
  private QemuDisk bootDisk(KernelPipeline pipeline) throws Exception {
    KeptDisk kept = new KeptDisk(pipeline.imageFile());
    if (!snapshot) {
      kept.requireUnused();
    }
    Path image = pipeline.image();
    if (snapshot) {
      return QemuDisk.throwAway(image);
    }
    if (kept.open() == KeptDisk.State.REPLACED) {
      tell("The image is another one now: what was kept for the one before is gone.");
    }
    tell(
        "What the kernel saves is kept in %s until the image changes;"
            + " -Dbaobab.boot.snapshot=true forgets it.",
        shown(kept.file()));
    return QemuDisk.kept(kept.file());
  }

  private DiskKind diskKind() {
    try {
      return DiskKind.valueOf(disk.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "baobab.disk is \"%s\": use virtio, usb, nvme or sata".formatted(disk));
    }
  }
}
