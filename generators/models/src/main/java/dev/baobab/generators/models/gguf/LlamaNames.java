// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.TensorKind;

/** The names that GGUF gives the tensors of architecture {@code llama}. */
final class LlamaNames {
  private LlamaNames() {}

  static String of(TensorKind kind, int layer) {
    String name =
        switch (kind) {
          case EMBEDDING -> "token_embd";
          case ATTENTION_NORM -> "attn_norm";
          case QUERY -> "attn_q";
          case KEY -> "attn_k";
          case VALUE -> "attn_v";
          case ATTENTION_OUT -> "attn_output";
          case FEED_FORWARD_NORM -> "ffn_norm";
          case GATE -> "ffn_gate";
          case UP -> "ffn_up";
          case DOWN -> "ffn_down";
          case FINAL_NORM -> "output_norm";
          case CLASSIFIER -> "output";
        };
    return kind.isOfLayer() ? "blk.%d.%s.weight".formatted(layer, name) : name + ".weight";
  }
}
