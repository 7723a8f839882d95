// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.pipeline.KernelPipeline;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the kernel's C and nasm to {@code target/kernel}. */
@Mojo(name = "generate", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class GenerateMojo extends KernelMojo {
  @Override
  protected void run(KernelPipeline pipeline) throws Exception {
    pipeline.generate();
    say("Sources of %s: %s", pipeline.plan().name(), shown(pipeline.layout().kernel()));
  }
}
