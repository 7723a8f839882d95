// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.image.Confirmation;
import dev.baobab.generators.image.Flasher;
import dev.baobab.generators.image.SystemFacts;
import dev.baobab.generators.image.TerminalProgress;
import dev.baobab.generators.pipeline.KernelPipeline;
import java.io.Console;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the image to a USB stick or a file, and reads it back. */
@Mojo(name = "flash", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class FlashMojo extends KernelMojo {
  /** The stick's block device, or a file. */
  @Parameter(property = "device")
  private File device;

  /** Whether a device is written that is not removable. */
  @Parameter(property = "force", defaultValue = "false")
  private boolean force;

  /** Answers the question beforehand. */
  @Parameter(property = "yes", defaultValue = "false")
  private boolean yes;

  @Override
  protected void run(KernelPipeline pipeline) throws Exception {
    if (device == null) {
      throw new MojoFailureException(
          "no device is named. To fix: mvn flash -Ddevice=/dev/sdX (lsblk lists the devices)");
    }
    Path image = pipeline.image();
    Confirmation confirmation = yes ? description -> true : FlashMojo::ask;
    new Flasher(SystemFacts.linux(), confirmation, TerminalProgress.standardError())
        .flash(image, device.toPath(), force);
    say("Written and verified: %s", device);
  }

  private static boolean ask(String description) {
    Console console = System.console();
    if (console == null) {
      System.err.println(
          "There is no terminal to ask on. To fix: run it in a terminal, or add -Dyes=true.");
      return false;
    }
    String answer =
        console.readLine(
            "All data on this device will be lost:%n  %s%nWrite to it? [y/N] ", description);
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
