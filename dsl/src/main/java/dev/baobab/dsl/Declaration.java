// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import dev.baobab.dsl.module.ModuleRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link KernelDefinition} declared, in the order of its statements and not yet checked: the
 * input of the resolver.
 *
 * @param name the kernel's name
 * @param model the model, if one was named
 * @param modelLocation where the model was named
 * @param installations the installed modules; a module can occur more than once
 * @param prohibitions the forbidden names
 * @param profiles the definition's own hardware profiles
 */
public record Declaration(
    String name,
    Optional<Model> model,
    Optional<SourceLocation> modelLocation,
    List<Installation> installations,
    List<Prohibition> prohibitions,
    List<HardwareProfile> profiles) {
  public Declaration {
    installations = List.copyOf(installations);
    prohibitions = List.copyOf(prohibitions);
    profiles = List.copyOf(profiles);
  }

  /** One module of one {@code install} call. */
  public record Installation(ModuleRequest request, SourceLocation location) {}

  /** One name of one {@code forbid} call. */
  public record Prohibition(String name, SourceLocation location) {}
}
