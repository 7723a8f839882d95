// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.generators.models.ModelShape;
import java.util.Map;

/** What is said of the models of the Llama family whose shape is known in Java. */
final class ShapeFacts {
  private ShapeFacts() {}

  static void put(Map<String, String> facts, ModelShape shape) {
    facts.put("Architecture", "llama");
    facts.put("Layers", Integer.toString(shape.layers()));
    facts.put("Width", Integer.toString(shape.dim()));
    facts.put("Feed-forward width", Integer.toString(shape.hidden()));
    facts.put("Heads", heads(shape.heads(), shape.kvHeads(), shape.headSize()));
    facts.put("Trained context", "%,d positions".formatted(shape.context()));
    facts.put("Classifier", shape.sharedClassifier() ? "the embedding" : "of its own");
    facts.put("Vocabulary", "%,d tokens".formatted(shape.vocabulary()));
  }

  static String heads(long heads, long kvHeads, long size) {
    return "%d of %d, %d for keys and values".formatted(heads, size, kvHeads);
  }

  static String dimensions(int rows, int columns) {
    return rows == 1 ? Integer.toString(columns) : "%d x %d".formatted(rows, columns);
  }
}
