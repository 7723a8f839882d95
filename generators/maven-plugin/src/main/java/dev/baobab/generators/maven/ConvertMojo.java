// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.image.TerminalProgress;
import dev.baobab.generators.models.convert.ModelConverter;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Converts a model of llama2.c's to a GGUF file, or a GGUF file to one whose weights have another
 * type.
 */
@Mojo(name = "convert", requiresProject = false, aggregator = true)
public final class ConvertMojo extends ModelMojo {
  private static final String USAGE = "mvn baobab:convert -Dfrom=FILE -Dto=FILE.gguf -Dtype=Q8_0";

  /** The file that is converted. */
  @Parameter(property = "from")
  private File from;

  /** The GGUF file that is written. */
  @Parameter(property = "to")
  private File to;

  /** The type of its matrices: F32, F16, BF16, Q8_0, Q4_0 or Q4_1. */
  @Parameter(property = "type")
  private String type;

  /** llama2.c's tokenizer file, for a model of llama2.c's. */
  @Parameter(property = "tokenizer")
  private File tokenizer;

  /** Whether a file that is there is written over. */
  @Parameter(property = "force", defaultValue = "false")
  private boolean force;

  @Override
  protected void run() throws Exception {
    Path source = required(from, "file to convert", USAGE);
    Path target = required(to, "file to write", USAGE);
    Optional<DataType> wanted = Optional.ofNullable(type).map(ConvertMojo::dataType);
    if (Files.exists(target)) {
      if (Files.exists(source) && Files.isSameFile(source, target)) {
        throw new MojoFailureException(
            "%s would be written over itself. To fix: name another file with -Dto".formatted(to));
      }
      if (!force) {
        throw new MojoFailureException(
            "%s is there already. To fix: name another file with -Dto, or add -Dforce"
                .formatted(to));
      }
    }
    TerminalProgress progress = TerminalProgress.standardError();
    ModelConverter.convert(
        source,
        target,
        wanted,
        Optional.ofNullable(tokenizer).map(File::toPath),
        (done, total) -> progress.progress("Converting", done, total));
    say("Written: %s, %,d bytes", to, Files.size(target));
  }

  private static DataType dataType(String name) {
    return DataType.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "type is \"%s\": use one of %s"
                        .formatted(name, Arrays.toString(DataType.values()))));
  }
}
