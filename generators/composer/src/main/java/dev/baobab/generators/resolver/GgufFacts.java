// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufQuantizer;
import dev.baobab.generators.models.gguf.GgufTensor;
import dev.baobab.generators.models.gguf.GgufValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Finds out what a GGUF file needs of a kernel. Reads all but the tensors' elements. */
final class GgufFacts {
  private static final String ARCHITECTURE = "general.architecture";
  private static final String VOCABULARY = "tokenizer.ggml.model";

  /** What can be part of a module's id. */
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  /** Modules that do not have the names of the vocabularies that they serve. */
  private static final Map<String, String> TOKENIZERS =
      Map.of("llama", "tokenizer-spm", "gpt2", "tokenizer-bpe");

  private final GgufFile file;
  private final Collection<GgufTensor> tensors;

  private GgufFacts(GgufFile file, Optional<DataType> quantization) {
    this.file = file;
    this.tensors =
        quantization
            .<Collection<GgufTensor>>map(type -> GgufQuantizer.tensors(file, type))
            .orElse(file.tensors().values());
  }

  /**
   * The facts of a model.
   *
   * @throws ModelException if the file is damaged, no model, or has what no kernel can use
   */
  static ModelFacts of(Model model, Path weights) throws IOException {
    try (GgufFile file = GgufFile.open(weights)) {
      return new GgufFacts(file, model.quantization()).facts(model.quantization().isPresent());
    }
  }

  private ModelFacts facts(boolean quantized) {
    Map<DataType, Long> elements = new EnumMap<>(DataType.class);
    long stored = 0;
    long loaded = 0;
    for (GgufTensor tensor : tensors) {
      DataType type = loadedAs(tensor);
      stored += tensor.bytes();
      loaded += tensor.rows() * type.rowBytes(tensor.columns());
      if (!tensor.vector()) {
        elements.merge(type, tensor.elements(), Long::sum);
      }
    }
    DataType most =
        elements.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElseThrow(() -> unusable("it has no weights"));
    String architecture = name(ARCHITECTURE);
    String vocabulary = name(VOCABULARY);
    return new ModelFacts(
        architecture,
        TOKENIZERS.getOrDefault(vocabulary, "tokenizer-" + vocabulary),
        most,
        elements.keySet(),
        quantized ? stored : file.size(),
        loaded);
  }

  /** The type that a kernel computes with. */
  private DataType loadedAs(GgufTensor tensor) {
    return tensor
        .type()
        .loaded()
        .orElseThrow(
            () ->
                new ModelException(
                    ModelError.GGUF_INVALID,
                    "use a file of another type, such as Q4_K_M or Q8_0",
                    "tensor %s of %s has type %s, which kernels do not read.",
                    tensor.name(),
                    file.name(),
                    tensor.type()));
  }

  private String name(String key) {
    GgufValue value = file.metadata().get(key);
    if (value == null) {
      throw unusable("it has no " + key);
    }
    if (value.value() instanceof String name && name.matches(NAME)) {
      return name;
    }
    throw unusable("its %s is no name".formatted(key));
  }

  private ModelException unusable(String problem) {
    return new ModelException(
        ModelError.GGUF_INVALID,
        "use a GGUF file of a whole language model",
        "%s is no model: %s.",
        file.name(),
        problem);
  }
}
