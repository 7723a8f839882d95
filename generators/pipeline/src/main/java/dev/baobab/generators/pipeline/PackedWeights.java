// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.emitters.report.ModelWeights;
import dev.baobab.generators.models.packed.PackedHeader;
import dev.baobab.generators.models.packed.PackedModelFile;
import dev.baobab.generators.models.packed.PackedTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the report tells of a packed model. */
final class PackedWeights {
  private PackedWeights() {}

  static ModelWeights of(Path file) throws IOException {
    try (PackedModelFile packed = PackedModelFile.open(file)) {
      PackedHeader header = packed.header();
      Map<DataType, List<PackedTensor>> byType =
          header.tensors().stream()
              .collect(
                  Collectors.groupingBy(
                      PackedTensor::type,
                      () -> new EnumMap<>(DataType.class),
                      Collectors.toList()));
      List<ModelWeights.Share> shares =
          byType.entrySet().stream().map(entry -> share(entry.getKey(), entry.getValue())).toList();
      return new ModelWeights(header.name(), header.parameters(), shares);
    }
  }

  private static ModelWeights.Share share(DataType type, List<PackedTensor> tensors) {
    return new ModelWeights.Share(
        type.name(),
        type.summary(),
        tensors.stream().map(tensor -> tensor.kind().label()).distinct().toList(),
        tensors.size(),
        tensors.stream().mapToLong(PackedTensor::elements).sum(),
        tensors.stream().mapToLong(PackedTensor::bytes).sum());
  }
}
