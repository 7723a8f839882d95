// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.downloads.DownloadException;
import dev.baobab.generators.models.ModelException;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Base of the goals that deal with models' files, and so need neither definition nor project. */
abstract class ModelMojo extends AbstractMojo {
  /** What the goal does. */
  protected abstract void run() throws Exception;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      run();
    } catch (MojoExecutionException | MojoFailureException e) {
      throw e;
    } catch (ModelException | DownloadException | IllegalArgumentException e) {
      throw new MojoFailureException(e.getMessage());
    } catch (NoSuchFileException e) {
      throw new MojoFailureException(
          "%s is not there. To fix: look for the file; paths are relative to this folder"
              .formatted(e.getFile()));
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    } catch (Exception e) {
      throw new MojoExecutionException(e.toString(), e);
    }
  }

  /** The file that a parameter names. */
  protected static Path required(File file, String what, String usage) throws MojoFailureException {
    if (file == null) {
      throw new MojoFailureException("no %s is named. To fix: %s".formatted(what, usage));
    }
    return file.toPath();
  }

  /** Prints a line of the goal's result. */
  protected final void say(String format, Object... arguments) {
    getLog().info(format.formatted(arguments));
  }
}
