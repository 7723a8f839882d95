// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.HostedRunner;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Runs the same EFI file natively, as a Linux process. */
@Mojo(name = "run", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class RunMojo extends RunningMojo {
  @Override
  protected KernelProcess start(KernelPipeline pipeline, boolean inheritInput, KernelOutput output)
      throws Exception {
    HostedRunner runner = new HostedRunner(pipeline.hostedRunner());
    HostedMachine machine = HostedMachine.standard().memoryMiB(memory).processors(processors);
    return runner.start(
        pipeline.layout().efiFile(), pipeline.volume(), machine, inheritInput, output);
  }
}
