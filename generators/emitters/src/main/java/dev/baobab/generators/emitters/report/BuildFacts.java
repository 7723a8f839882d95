// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a build made of a plan.
 *
 * @param modules the modules' sizes by id; a module that is missing weighs nothing
 * @param files the files that came out: the EFI file, the disk image
 * @param model what became of the model; empty for a file of llama2.c as it is
 */
public record BuildFacts(
    Map<String, ModuleSize> modules, List<OutputFile> files, Optional<ModelWeights> model) {
  public BuildFacts {
    modules = Map.copyOf(modules);
    files = List.copyOf(files);
  }

  /**
   * A file that came out.
   *
   * @param name its name
   * @param what what it is: a few words
   * @param bytes its size
   */
  public record OutputFile(String name, String what, long bytes) {}

  /** The size of a module. */
  public ModuleSize of(String module) {
    return modules.getOrDefault(module, ModuleSize.NONE);
  }

  /** The size of all modules. */
  public ModuleSize total() {
    return modules.values().stream().reduce(ModuleSize.NONE, ModuleSize::plus);
  }
}
