// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.describe.Describe;
import dev.baobab.generators.pipeline.KernelPipeline;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Prints the kernel's modules, options, contributions and profiles, and who asked for what. */
@Mojo(name = "describe", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DescribeMojo extends KernelMojo {
  /** {@code text}, or a graph of who asked for whom: {@code dot} or {@code mermaid}. */
  @Parameter(property = "format", defaultValue = "text")
  private String format;

  @Override
  protected void run(KernelPipeline pipeline) {
    System.out.println(
        switch (format) {
          case "text" -> Describe.text(pipeline.plan());
          case "dot" -> Describe.dot(pipeline.plan());
          case "mermaid" -> Describe.mermaid(pipeline.plan());
          default ->
              throw new IllegalArgumentException(
                  "format is \"%s\": use text, dot or mermaid".formatted(format));
        });
  }
}
