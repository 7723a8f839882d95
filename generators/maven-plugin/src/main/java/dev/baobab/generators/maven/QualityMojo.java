// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.emitters.report.Quality;
import dev.baobab.generators.image.TerminalProgress;
import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.pipeline.KernelRequest;
import dev.baobab.generators.resolver.Environment;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.HostedRunner;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.Perplexity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Measures what the type of the model's weights costs: its perplexity on a text, beside that of the
 * float32 weights. The report of the kernel tells it from then on, until the model changes.
 */
@Mojo(name = "quality", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class QualityMojo extends KernelMojo {
  /** What the measuring kernels need beside the project's modules; no project has to name it. */
  private static final List<String> MODULES = List.of("baobab-bench", "baobab-repl");

  /** The text's name on the measuring kernels' volume. */
  private static final String TEXT = "quality.txt";

  /** Memory for all but the weights; what is not used is not taken. */
  private static final int SPARE_MIB = 2048;

  /** A text file in UTF-8, such as the model was trained on but has not seen. */
  @Parameter(property = "baobab.text", defaultValue = "${project.basedir}/models/quality.txt")
  private File text;

  /** Seconds that the text may take with each of the two types. */
  @Parameter(property = "baobab.timeout", defaultValue = "600")
  private int timeout;

  @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
  private String version;

  @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true)
  private List<RemoteRepository> repositories;

  @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
  private RepositorySystemSession repositorySession;

  @Component private RepositorySystem repositorySystem;

  @Override
  protected void run(KernelPipeline pipeline) throws Exception {
    if (!text.isFile()) {
      throw new MojoFailureException(
          "%s is not there, and a text is needed. To fix: write it, or give one with -Dbaobab.text=FILE; a few hundred words such as the model was trained on"
              .formatted(text));
    }
    Model model = pipeline.plan().model();
    try (URLClassLoader loader = withMeasuringModules(pipeline.request().loader())) {
      Perplexity ours = measure(pipeline, model, loader, "as-declared");
      Perplexity float32 = measure(pipeline, model.quantize(DataType.F32), loader, "float32");
      Quality quality = new Quality(text.getName(), ours.tokens(), ours.value(), float32.value());
      pipeline.keepQuality(quality, Files.readAllBytes(text.toPath()));
      say(
          "%s",
          String.format(
              Locale.ROOT,
              "Perplexity on %s: %.4f, float32 %.4f: %+.2f%%",
              quality.text(),
              quality.perplexity(),
              quality.float32(),
              quality.loss()));
    }
    pipeline.build();
    say("Report: %s", shown(pipeline.layout().report()));
  }

  private Perplexity measure(KernelPipeline project, Model model, ClassLoader loader, String folder)
      throws Exception {
    Path base = project.request().project();
    String type = model.quantization().map(Enum::name).orElse("the type in its file");
    say("Measuring %s as %s on %s", model.weights(), type, shown(text.toPath()));
    MeasuringKernel kernel =
        new MeasuringKernel(model, Environment.discover(loader, base).modules());
    KernelPipeline pipeline =
        new KernelPipeline(
            KernelRequest.of(kernel, loader, base),
            project.layout().measuringKernels().resolve(folder),
            new CompileProgress(),
            TerminalProgress.standardError());
    Path volume = pipeline.volume();
    Files.copy(text.toPath(), volume.resolve(TEXT), StandardCopyOption.REPLACE_EXISTING);
    HostedRunner runner = new HostedRunner(project.hostedRunner());
    try (KernelProcess process =
        runner.start(pipeline.layout().efiFile(), volume, machine(volume), false, output())) {
      return Perplexity.measure(process, TEXT, Duration.ofSeconds(timeout));
    } catch (IllegalStateException e) {
      throw new MojoFailureException(e.getMessage(), e);
    }
  }

  private static HostedMachine machine(Path volume) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(volume)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return HostedMachine.standard().memoryMiB(SPARE_MIB + Math.toIntExact(bytes >> 20));
  }

  /** The kernel's own progress on a terminal, nothing elsewhere. */
  private static KernelOutput output() {
    return System.console() == null
        ? KernelOutput.to(OutputStream.nullOutputStream())
        : Terminal.output(false);
  }

  /** The project's classes, and the modules that measure, whether the project has them or not. */
  private URLClassLoader withMeasuringModules(ClassLoader project)
      throws IOException, MojoFailureException {
    List<URL> urls = new ArrayList<>();
    for (String module : MODULES) {
      ArtifactRequest request = new ArtifactRequest();
      request.setArtifact(new DefaultArtifact("dev.baobab", module, "jar", version));
      request.setRepositories(repositories);
      try {
        urls.add(
            repositorySystem
                .resolveArtifact(repositorySession, request)
                .getArtifact()
                .getFile()
                .toURI()
                .toURL());
      } catch (ArtifactResolutionException e) {
        throw new MojoFailureException(
            "the module that measures, dev.baobab:%s:%s, cannot be had: %s. To fix: install the framework, or go online"
                .formatted(module, version, e.getMessage()),
            e);
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), project);
  }
}
