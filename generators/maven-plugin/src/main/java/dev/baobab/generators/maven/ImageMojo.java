// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.pipeline.KernelPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Compiles the kernel and writes the disk image to {@code target/NAME.img}. */
@Mojo(name = "image", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ImageMojo extends KernelMojo {
  @Override
  protected void run(KernelPipeline pipeline) throws Exception {
    Path image = pipeline.image();
    Path efiFile = pipeline.layout().efiFile();
    say("Kernel: %s, %,d bytes", shown(efiFile), Files.size(efiFile));
    say("Report: %s", shown(pipeline.layout().report()));
    say("Image:  %s, %,d bytes", shown(image), Files.size(image));
    say("Next: mvn boot (in QEMU), mvn run (as a process), mvn flash -Ddevice=/dev/sdX (a stick)");
  }
}
