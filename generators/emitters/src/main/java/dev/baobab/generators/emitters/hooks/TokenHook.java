// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** All listeners hear of each token; any of them can end the answer. */
final class TokenHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<TokenListener>> listeners = plan.contributions(TokenListener.class);
    out.function("bb_flow bb_hooks_token(bb_kernel *kernel, const bb_token_event *event)");
    out.unused(listeners, "kernel", "event");
    out.line("bb_flow flow = BB_CONTINUE;");
    for (Contribution<TokenListener> listener : listeners) {
      String heard = "%s(kernel, event) == BB_STOP".formatted(out.use(listener.value().hear()));
      out.when(heard, "flow = BB_STOP;");
    }
    out.line("return flow;").end();
  }
}
