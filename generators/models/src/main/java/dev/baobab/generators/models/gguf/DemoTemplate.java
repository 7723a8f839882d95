// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.Vocabulary.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How conversations with Baobab's demo model are written, as a template in Jinja, for {@code
 * tokenizer.chat_template}. llama2.c's files say nothing of conversations: the model is known by
 * the marks in its vocabulary, which are whole tokens and all that there are of their kind.
 */
final class DemoTemplate {
  private static final Set<String> MARKS = Set.of("<|user|>", "<|assistant|>");

  /** Module chat-demo recognises it by the comment; the marks of other families are not in it. */
  private static final String TEXT =
      "{#- Baobab's demo model: an answer is one line -#}"
          + "{% for message in messages %}"
          + "{{ '<|' + message['role'] + '|>\\n' + message['content'] + '\\n' }}"
          + "{% endfor %}"
          + "{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}";

  private DemoTemplate() {}

  /** The template, if this is the demo model's vocabulary. */
  static Optional<String> of(Vocabulary vocabulary) {
    List<String> marks =
        vocabulary.tokens().stream()
            .map(Token::text)
            .filter(text -> text.startsWith("<|") && text.endsWith("|>"))
            .toList();
    boolean isDemo = marks.size() == MARKS.size() && MARKS.containsAll(marks);
    return isDemo ? Optional.of(TEXT) : Optional.empty();
  }
}
