// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.models.inspect.Inspection;
import dev.baobab.generators.models.inspect.InspectionText;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints what a model's file is: format, architecture, shape, tokenizer, chat template, types of
 * its weights, and the memory that it takes. Reads GGUF files, llama2.c's files and packed models.
 */
@Mojo(name = "inspect", requiresProject = false, aggregator = true)
public final class InspectMojo extends ModelMojo {
  /** The model's file. */
  @Parameter(property = "model")
  private File model;

  /** Whether all metadata and all tensors are listed. */
  @Parameter(property = "all", defaultValue = "false")
  private boolean all;

  @Override
  protected void run() throws Exception {
    Path file = required(model, "model", "mvn baobab:inspect -Dmodel=FILE");
    System.out.printf("%-20s%s, %,d bytes%n", "File", file.getFileName(), Files.size(file));
    System.out.print(InspectionText.of(Inspection.of(file), all));
  }
}
