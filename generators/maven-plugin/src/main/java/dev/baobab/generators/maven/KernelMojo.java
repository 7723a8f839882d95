// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.image.ImageException;
import dev.baobab.generators.image.TerminalProgress;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.pipeline.KernelRequest;
import dev.baobab.generators.problem.DeclarationException;
import dev.baobab.generators.resolver.Environment;
import dev.baobab.generators.toolchain.ToolchainException;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Base of all goals: finds the kernel definition among the project's classes and plans it. */
abstract class KernelMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  /** Name of the hardware profile. */
  @Parameter(property = "hardware")
  private String hardware;

  /** Name of the definition's class, where a project has several. */
  @Parameter(property = "baobab.definition")
  private String definition;

  /** Another model file: one of llama2.c's, or a GGUF file, which brings its tokenizer. */
  @Parameter(property = "baobab.model")
  private File model;

  /** Another tokenizer file, for a model of llama2.c's. */
  @Parameter(property = "baobab.tokenizer")
  private File tokenizer;

  /** Another type of the model's matrices: F32, F16, BF16, Q8_0, Q4_0 or Q4_1. */
  @Parameter(property = "baobab.quantize")
  private String quantize;

  /** MiB of the image's boot volume that stay free, for models that are copied onto the stick. */
  @Parameter(property = "baobab.free", defaultValue = "1")
  private int free;

  /** What the goal does with the kernel. */
  protected abstract void run(KernelPipeline pipeline) throws Exception;

  /** The hardware profile where the user names none. */
  protected String defaultHardware() {
    return "generic";
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try (URLClassLoader loader = ProjectClasses.loader(project)) {
      KernelRequest request =
          KernelRequest.of(
                  ProjectClasses.definition(project, loader, definition), loader, basedir())
              .hardware(hardware == null ? defaultHardware() : hardware)
              .overrides(Environment.overridesIn(session.getUserProperties()))
              .model(file(model), file(tokenizer))
              .quantize(Optional.ofNullable(quantize).map(KernelMojo::dataType));
      KernelPipeline pipeline =
          new KernelPipeline(
              request,
              Path.of(project.getBuild().getDirectory()),
              new CompileProgress(),
              TerminalProgress.standardError());
      run(pipeline.free(free));
    } catch (MojoExecutionException | MojoFailureException e) {
      throw e;
    } catch (DeclarationException
        | ImageException
        | IllegalArgumentException
        | ModelException
        | ToolchainException e) {
      throw new MojoFailureException(e.getMessage());
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    } catch (Exception e) {
      throw new MojoExecutionException(e.toString(), e);
    }
  }

  private static DataType dataType(String name) {
    return DataType.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "baobab.quantize is \"%s\": use one of %s"
                        .formatted(name, Arrays.toString(DataType.values()))));
  }

  private static Optional<Path> file(File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }

  private Path basedir() {
    return project.getBasedir().toPath();
  }

  /** Prints a line of the goal's result. */
  protected final void say(String format, Object... arguments) {
    getLog().info(format.formatted(arguments));
  }

  /** A path as it is shown: relative to the project where it lies inside. */
  protected final Path shown(Path path) {
    return path.startsWith(basedir()) ? basedir().relativize(path) : path;
  }
}
