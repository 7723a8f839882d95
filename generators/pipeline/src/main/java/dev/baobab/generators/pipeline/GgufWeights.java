// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.emitters.report.ModelWeights;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufTensor;
import dev.baobab.generators.models.gguf.GgufValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the report tells of a GGUF file. */
final class GgufWeights {
  private GgufWeights() {}

  static ModelWeights of(Path path) throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      Map<GgmlType, List<GgufTensor>> byType =
          file.tensors().values().stream()
              .collect(
                  Collectors.groupingBy(
                      GgufTensor::type, () -> new EnumMap<>(GgmlType.class), Collectors.toList()));
      long parameters = file.tensors().values().stream().mapToLong(GgufTensor::elements).sum();
      return new ModelWeights(
          name(file),
          parameters,
          byType.entrySet().stream()
              .map(entry -> share(entry.getKey(), entry.getValue()))
              .toList());
    }
  }

  /** The model's name, or its file's. */
  private static String name(GgufFile file) {
    GgufValue name = file.metadata().get("general.name");
    return name != null && name.value() instanceof String text && !text.isBlank()
        ? text
        : file.name();
  }

  private static ModelWeights.Share share(GgmlType type, List<GgufTensor> tensors) {
    return new ModelWeights.Share(
        type.name(),
        type.dataType().map(DataType::summary).orElse("loaded as Q8_0"),
        tensors.stream().map(tensor -> kind(tensor.name())).distinct().toList(),
        tensors.size(),
        tensors.stream().mapToLong(GgufTensor::elements).sum(),
        tensors.stream().mapToLong(GgufTensor::bytes).sum());
  }

  /** {@code attn_q} for {@code blk.3.attn_q.weight}. */
  private static String kind(String tensor) {
    return tensor.replaceFirst("^blk\\.\\d+\\.", "").replaceFirst("\\.weight$", "");
  }
}
