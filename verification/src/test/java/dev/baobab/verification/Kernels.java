// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.composer.Contributions;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.TestKernel;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kernels that are verified, made of whatever modules there are. */
final class Kernels {
  /** Every module of the checkout. */
  static final ModuleCatalog CATALOG = ModuleCatalog.inCheckout();

  /**
   * Values at which a module that is there to change the text leaves it as it is. The others do
   * with their defaults, as long as the most likely token is taken each time.
   */
  private static final Map<String, Map<String, String>> NEUTRAL =
      Map.of("repetition-penalty", Map.of("penalty", "1"));

  /** Modules that do something only beside others: kernels of types of weights, commands. */
  private static final Map<String, String> COMPANIONS =
      Map.ofEntries(
          Map.entry("bench", "repl"),
          Map.entry("chat", "repl"),
          Map.entry("chat-chatml", "repl"),
          Map.entry("chat-demo", "repl"),
          Map.entry("chat-gemma", "repl"),
          Map.entry("chat-llama2", "repl"),
          Map.entry("chat-llama3", "repl"),
          Map.entry("chat-mistral", "repl"),
          Map.entry("chat-phi3", "repl"),
          Map.entry("chat-zephyr", "repl"),
          Map.entry("gemma-steps", "arch-gemma2"),
          Map.entry("matmul-avx-vnni", "weights-q8-0"),
          Map.entry("matmul-avx512-vnni", "weights-q8-0"),
          Map.entry("model-menu", "repl"));

  /** Ids of the modules that a kernel needs to tell a story. */
  static final List<String> REQUIRED =
      kernel().plan().modules().stream().map(PlannedModule::id).toList();

  /** Each is found by composing a kernel, which takes too long to be done for every test. */
  private static final List<String> OPTIONAL =
      CATALOG.modules().stream()
          .map(ModuleDescriptor::id)
          .filter(id -> !REQUIRED.contains(id))
          .filter(id -> has(COMPANIONS.getOrDefault(id, id)))
          .filter(Kernels::contributes)
          .toList();

  private Kernels() {}

  /** A kernel that can tell a story, and more modules, none of which changes it. */
  static TestKernel kernel(String... more) {
    TestKernel kernel = TestKernel.of(CATALOG, "story").with(more);
    for (String module : more) {
      for (Map.Entry<String, String> option : NEUTRAL.getOrDefault(module, Map.of()).entrySet()) {
        kernel = kernel.option(module + "." + option.getKey(), option.getValue());
      }
    }
    return kernel;
  }

  /** Whether there is a module: tests of what only that one does depend on it. */
  static boolean has(String module) {
    return CATALOG.modules().stream().anyMatch(known -> known.id().equals(module));
  }

  /** Whether kernels can have a type of weights. */
  static boolean has(DataType type) {
    return type.module().stream().allMatch(Kernels::has);
  }

  /**
   * A kernel in which a module can do something, to look at: as {@link #kernel} otherwise, but one
   * that has a prompt waits there.
   */
  static TestKernel kernelThatUses(String module) {
    String companion = COMPANIONS.getOrDefault(module, module);
    String waits = Boolean.toString(companion.equals("repl"));
    return kernel(module).with(companion).option("kernel.interactive", waits);
  }

  /**
   * Ids of the modules that can be left out, and that something comes of here. What contributes
   * nothing is code for others, and comes with them.
   */
  static List<String> optional() {
    return OPTIONAL;
  }

  private static boolean contributes(String module) {
    Contributions all = kernel(module).plan().contributions();
    return Stream.concat(all.toPoints().stream(), all.capabilities().stream())
        .anyMatch(contribution -> contribution.module().equals(module));
  }
}
