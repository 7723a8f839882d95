// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.KvCacheObserver;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** All observers hear of each change of the KV cache. */
final class KvCacheHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<Contribution<KvCacheObserver>> observers = plan.contributions(KvCacheObserver.class);
    out.function("void bb_hooks_kv_event(bb_kernel *kernel, const bb_kv_event *event)");
    out.unused(observers, "kernel", "event");
    for (Contribution<KvCacheObserver> observer : observers) {
      out.line("%s(kernel, event);", out.use(observer.value().observe()));
    }
    out.end();
  }
}
