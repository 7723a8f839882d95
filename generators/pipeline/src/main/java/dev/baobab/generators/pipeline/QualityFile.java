// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.Model;
import dev.baobab.generators.digest.Sha256;
import dev.baobab.generators.emitters.report.Quality;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** A model's quality, kept in a file for as long as the model is what was measured. */
final class QualityFile {
  private final Path file;
  private final String model;

  /**
   * @param file where it is kept
   * @param project the folder that the model's paths start at
   */
  QualityFile(Path file, Model model, Path project) throws IOException {
    this.file = file;
    this.model = facts(model, project);
  }

  /** Everything that the perplexity depends on but the text. */
  private static String facts(Model model, Path project) throws IOException {
    StringBuilder facts = new StringBuilder();
    facts.append(model.quantization().map(Enum::name).orElse("as in the file"));
    facts.append(", rope theta ").append(model.ropeTheta());
    facts.append(", norm epsilon ").append(model.normEpsilon());
    facts.append("; ").append(FileStamp.facts(project.resolve(model.weights())));
    if (model.tokenizer().isPresent()) {
      facts.append("; ").append(FileStamp.facts(project.resolve(model.tokenizer().get())));
    }
    return facts.toString();
  }

  /** What was measured; empty if nothing was, or of another model. */
  Optional<Quality> read() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      kept.load(in);
    }
    if (!model.equals(kept.getProperty("model"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Quality(
              kept.getProperty("text", "a text"),
              Integer.parseInt(kept.getProperty("tokens")),
              Double.parseDouble(kept.getProperty("perplexity", "")),
              Double.parseDouble(kept.getProperty("perplexity.float32", ""))));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s is damaged (%s). To fix: delete it, and measure again".formatted(file, e), e);
    }
  }

  /**
   * Keeps what was measured.
   *
   * @param text the text's bytes, of which a hash is kept
   */
  void write(Quality quality, byte[] text) throws IOException {
    Properties kept = new Properties();
    kept.setProperty("model", model);
    kept.setProperty("text", quality.text());
    kept.setProperty("text.sha256", Sha256.of(text));
    kept.setProperty("tokens", Integer.toString(quality.tokens()));
    kept.setProperty("perplexity", Double.toString(quality.perplexity()));
    kept.setProperty("perplexity.float32", Double.toString(quality.float32()));
    Files.createDirectories(file.getParent());
    try (Writer out = Files.newBufferedWriter(file)) {
      kept.store(out, "What the type of the weights costs: mvn baobab:quality");
    }
  }
}
