// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.generators.composer.Composition;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A kernel definition and what the command line changes in it.
 *
 * @param definition the user's definition
 * @param loader knows the modules
 * @param project the folder that the definition's paths start at
 * @param hardware name of the hardware profile
 * @param overrides options to set, as text, by {@code module.option}
 * @param weights another model file of the same format
 * @param tokenizer another tokenizer file of the same format
 * @param quantization another type of the model's matrices
 */
public record KernelRequest(
    KernelDefinition definition,
    ClassLoader loader,
    Path project,
    String hardware,
    Map<String, String> overrides,
    Optional<Path> weights,
    Optional<Path> tokenizer,
    Optional<DataType> quantization) {
  public KernelRequest {
    overrides = Map.copyOf(overrides);
  }

  /** The definition as it is, for generic hardware. */
  public static KernelRequest of(KernelDefinition definition, ClassLoader loader, Path project) {
    return new KernelRequest(
        definition,
        loader,
        project,
        "generic",
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** This request for another hardware profile. */
  public KernelRequest hardware(String name) {
    return new KernelRequest(
        definition, loader, project, name, overrides, weights, tokenizer, quantization);
  }

  /** This request with other overrides. */
  public KernelRequest overrides(Map<String, String> options) {
    return new KernelRequest(
        definition, loader, project, hardware, options, weights, tokenizer, quantization);
  }

  /** This request with another model and tokenizer; empty leaves the definition's. */
  public KernelRequest model(Optional<Path> weights, Optional<Path> tokenizer) {
    return new KernelRequest(
        definition, loader, project, hardware, overrides, weights, tokenizer, quantization);
  }

  /** This request with its model's matrices of another type; empty leaves the definition's. */
  public KernelRequest quantize(Optional<DataType> type) {
    return new KernelRequest(
        definition, loader, project, hardware, overrides, weights, tokenizer, type);
  }

  /**
   * Resolves and composes.
   *
   * @throws dev.baobab.generators.problem.DeclarationException with all problems at once
   */
  public Plan plan() {
    Environment environment =
        Environment.discover(loader, project).hardware(hardware).overrides(overrides);
    return Composition.of(withModel(definition.declare()), environment);
  }

  private Declaration withModel(Declaration declared) {
    Optional<Model> model = declared.model().map(this::overridden);
    return new Declaration(
        declared.name(),
        model,
        declared.modelLocation(),
        declared.installations(),
        declared.prohibitions(),
        declared.profiles());
  }

  private Model overridden(Model declared) {
    Model model = declared;
    if (weights.isPresent()) {
      model = OtherWeights.of(model, weights.get());
    }
    if (tokenizer.isPresent()) {
      model = model.tokenizer(tokenizer.get().toAbsolutePath().toString());
    }
    return quantization.isPresent() ? model.quantize(quantization.get()) : model;
  }
}
