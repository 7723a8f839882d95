// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Names chat templates by the marks of their turns, as GGUF's {@code tokenizer.chat_template}. */
final class ChatTemplates {
  /** Marks and names, the surest first: some templates mention others' marks. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("<|im_start|>", "ChatML");
    NAMES.put("<|start_header_id|>", "Llama 3");
    NAMES.put("<start_of_turn>", "Gemma");
    NAMES.put("<<SYS>>", "Llama 2");
    NAMES.put("[INST]", "Mistral");
    NAMES.put("<|end|>", "Phi-3");
    NAMES.put("<|user|>", "Zephyr");
  }

  private ChatTemplates() {}

  /** The name of a template; empty if it is none that is known. */
  static Optional<String> name(String template) {
    return NAMES.entrySet().stream()
        .filter(entry -> template.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
