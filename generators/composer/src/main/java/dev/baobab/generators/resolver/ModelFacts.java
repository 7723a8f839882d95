// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.packed.PackedLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the resolver asks about a model.
 *
 * @param architecture what its layers compute, by GGUF's name: {@code llama}
 * @param tokenizer the module that knows its vocabulary: {@code tokenizer-spm}
 * @param stored the type of its matrices in its file, as the kernel computes with them; that of
 *     most elements if there are several
 * @param types the types that its matrices have in the kernel
 * @param bytes the size of its weights on the boot volume
 * @param memory about what its weights take in memory
 */
public record ModelFacts(
    String architecture,
    String tokenizer,
    DataType stored,
    Set<DataType> types,
    long bytes,
    long memory) {
  /** The largest file of a boot volume: FAT32 ends at 4 GiB, and one cluster is kept off. */
  private static final long LARGEST_FILE = (1L << 32) - (32 << 10);

  /** What llama2.c's models are, and what reads their tokenizers. */
  private static final String LLAMA = "llama";

  private static final String TOKENIZER = "tokenizer-spm";

  public ModelFacts {
    types = Set.copyOf(types);
  }

  /** The capability that computes its layers: a module id such as {@code arch-llama}. */
  String architectureModule() {
    return "arch-" + architecture;
  }

  /** Whether the weights are more than a file can be. */
  boolean areTooLargeForAFile() {
    return bytes > LARGEST_FILE;
  }

  /**
   * The facts of a model whose weights are in a file. Reads its header only.
   *
   * @throws dev.baobab.generators.models.ModelException if it cannot be used
   */
  static ModelFacts of(Model model, Path weights) throws IOException {
    if (model.isGguf()) {
      return GgufFacts.of(model, weights);
    }
    try (LanguageModel opened = Llama2cModel.open(weights)) {
      PackedLayout layout = PackedLayout.of(opened, model.quantization());
      long bytes = model.isPacked() ? layout.fileBytes() : opened.file().size();
      return new ModelFacts(LLAMA, TOKENIZER, opened.type(), layout.types(), bytes, bytes);
    }
  }
}
