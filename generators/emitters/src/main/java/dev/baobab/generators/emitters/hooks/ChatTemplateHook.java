// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.ChatTemplate;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** The table of chat templates. */
final class ChatTemplateHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<ChatTemplate>> templates = plan.contributions(ChatTemplate.class);
    out.header("bb_chat_template.h").blank();
    if (templates.isEmpty()) {
      out.line("const bb_chat_template *const bb_chat_templates[] = {0}; /* none */");
    } else {
      out.open("const bb_chat_template *const bb_chat_templates[] = {");
      for (Contribution<ChatTemplate> template : templates) {
        out.line("&%s,", out.use(template.value().template()));
      }
      out.close("};");
    }
    out.line("const size_t bb_chat_template_count = %d;", templates.size());
  }
}
