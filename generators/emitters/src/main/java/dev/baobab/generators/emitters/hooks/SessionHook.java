// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.SessionState;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import java.util.List;

/** Copies the modules' part of the conversation's state, object after object. */
final class SessionHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<SessionState> states =
        plan.contributions(SessionState.class).stream().map(Contribution::value).toList();
    if (!states.isEmpty()) {
      offsets(states, out);
    }
    out.function("size_t bb_hooks_session_size(void)")
        .line("return %s;", states.isEmpty() ? "0" : "SESSION_SIZE")
        .end();

    out.function("void bb_hooks_session_save(void *out)").unused(states, "out");
    if (!states.isEmpty()) {
      out.line("unsigned char *to = out;").blank();
    }
    for (SessionState state : states) {
      String object = out.use(state.object());
      out.line("memcpy(to + %s, &%s, sizeof(%s));", offset(state), object, object);
    }
    out.end();

    out.function("void bb_hooks_session_restore(const void *from)").unused(states, "from");
    if (!states.isEmpty()) {
      out.line("const unsigned char *saved = from;").blank();
    }
    for (SessionState state : states) {
      String object = out.use(state.object());
      out.line("memcpy(&%s, saved + %s, sizeof(%s));", object, offset(state), object);
    }
    out.end();
  }

  private static void offsets(List<SessionState> states, HookWriter out) {
    out.blank().line("/* Where each object stands in a saved session, in bytes. */").open("enum {");
    String next = "0";
    for (SessionState state : states) {
      out.line("%s = %s,", offset(state), next);
      next = "%s + sizeof(%s)".formatted(offset(state), out.use(state.object()));
    }
    out.line("SESSION_SIZE = %s,", next).close("};");
  }

  private static String offset(SessionState state) {
    return "SESSION_AT_" + CText.constant(state.name());
  }
}
