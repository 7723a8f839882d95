// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.inspect.Inspection.TensorLine;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Inspects llama2.c's files. */
final class Llama2cInspector {
  private Llama2cInspector() {}

  static Inspection inspect(Path path) throws IOException {
    try (LanguageModel model = Llama2cModel.open(path)) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("Format", "llama2.c, weights %s".formatted(model.type()));
      facts.put("Name", model.name());
      ShapeFacts.put(facts, model.shape());
      facts.put("Tokenizer", "in a file of its own (tokenizer.bin)");
      List<TensorLine> tensors =
          model.tensors().stream().map(tensor -> line(tensor, tensor.data().type())).toList();
      return new Inspection(
          facts,
          tensors,
          Map.of(),
          OptionalLong.of(KvCache.positionBytes(model.shape())),
          OptionalInt.of(model.shape().context()));
    }
  }

  private static TensorLine line(Tensor tensor, DataType type) {
    return new TensorLine(
        tensor.label(),
        type.name(),
        ShapeFacts.dimensions(tensor.rows(), tensor.columns()),
        tensor.elements(),
        tensor.rows() * type.rowBytes(tensor.columns()));
  }
}
