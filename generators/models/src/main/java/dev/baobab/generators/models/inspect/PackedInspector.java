// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.generators.models.inspect.Inspection.TensorLine;
import dev.baobab.generators.models.packed.PackedHeader;
import dev.baobab.generators.models.packed.PackedModelFile;
import dev.baobab.generators.models.packed.PackedTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Inspects what the build packs for the stick. */
final class PackedInspector {
  private PackedInspector() {}

  static Inspection inspect(Path path) throws IOException {
    try (PackedModelFile file = PackedModelFile.open(path)) {
      PackedHeader header = file.header();
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("Format", "packed model");
      facts.put("Name", header.name());
      ShapeFacts.put(facts, header.shape());
      facts.put("Begin token", Integer.toString(header.beginToken()));
      facts.put("End token", Integer.toString(header.endToken()));
      List<TensorLine> tensors = header.tensors().stream().map(PackedInspector::line).toList();
      return new Inspection(
          facts,
          tensors,
          Map.of(),
          OptionalLong.of(KvCache.positionBytes(header.shape())),
          OptionalInt.of(header.shape().context()));
    }
  }

  private static TensorLine line(PackedTensor tensor) {
    return new TensorLine(
        tensor.label(),
        tensor.type().name(),
        ShapeFacts.dimensions(tensor.rows(), tensor.columns()),
        tensor.elements(),
        tensor.bytes());
  }
}
