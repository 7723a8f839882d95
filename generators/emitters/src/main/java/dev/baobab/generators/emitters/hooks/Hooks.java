// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.generators.composer.Plan;
import java.util.List;
import java.util.SortedSet;

/**
 * The functions of bb_hooks.c.
 *
 * @param headers the headers that they need beside bb_hooks.h, sorted
 * @param text the functions
 */
public record Hooks(SortedSet<String> headers, String text) {
  /** In the order of bb_hooks.h; the capabilities' functions stand at the end. */
  private static final List<Hook> ALL =
      List.of(
          new BootHook(),
          new ConsoleHook(),
          new IdleHook(),
          new KvCacheHook(),
          new LogitsHook(),
          new TokenHook(),
          new ModelFormatHook(),
          new ArchitectureHook(),
          new ModelSourceHook(),
          new TokenizerHook(),
          new ArenaHook(),
          new CommandHook(),
          new ChatTemplateHook(),
          new SessionHook(),
          new OptionHook(),
          new NetworkHook(),
          new ShutdownHooks(),
          new ModuleTable(),
          new CapabilityCalls());

  /** The functions of a plan. */
  public static Hooks of(Plan plan) {
    HookWriter out = new HookWriter();
    ALL.forEach(hook -> hook.write(plan, out));
    return new Hooks(out.headers(), out.text());
  }
}
