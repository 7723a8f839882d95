// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.SourceLocation;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.module.OptionValues;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.resolver.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A planned module that a test makes up. Its C files are the test's own resources. */
final class FakeModule implements ModuleProvider {
  final List<ExtensionPoint> points = new ArrayList<>();
  final List<Capability> capabilities = new ArrayList<>();
  private final String id;
  private final String summary;
  private final List<String> sources = new ArrayList<>();
  private final List<String> headers = new ArrayList<>();
  private final List<OptionDescriptor> options = new ArrayList<>();

  FakeModule(String id, String summary) {
    this.id = id;
    this.summary = summary;
  }

  FakeModule adds(ExtensionPoint... values) {
    points.addAll(List.of(values));
    return this;
  }

  FakeModule provides(Capability... values) {
    capabilities.addAll(List.of(values));
    return this;
  }

  FakeModule sources(String... files) {
    sources.addAll(List.of(files));
    return this;
  }

  FakeModule headers(String... files) {
    headers.addAll(List.of(files));
    return this;
  }

  /** An option that can be changed while the kernel runs. */
  FakeModule tunable(String name, OptionType type, Object value, String doc, String... choices) {
    return option(name, type, value, Optional.empty(), Optional.empty(), true, doc, choices);
  }

  FakeModule fixed(String name, OptionType type, Object value, String doc, String... choices) {
    return option(name, type, value, Optional.empty(), Optional.empty(), false, doc, choices);
  }

  FakeModule between(String name, OptionType type, Object value, double min, double max) {
    String doc = "The %s of the fruit.".formatted(name);
    return option(name, type, value, Optional.of(min), Optional.of(max), true, doc);
  }

  private FakeModule option(
      String name,
      OptionType type,
      Object value,
      Optional<Double> min,
      Optional<Double> max,
      boolean tunable,
      String doc,
      String... choices) {
    String unit = type == OptionType.INTEGER ? "MiB" : "";
    options.add(
        new OptionDescriptor(
            name, type, value, min, max, 31, List.of(choices), unit, tunable, doc));
    return this;
  }

  @Override
  public ModuleDescriptor descriptor() {
    return new ModuleDescriptor(
        id,
        "Fake.module",
        summary,
        summary + ".",
        Set.of(id),
        List.of(),
        List.of(),
        Set.of(),
        sources,
        headers,
        options);
  }

  @Override
  public FeatureModule composer(OptionValues values) {
    throw new UnsupportedOperationException("the plan is composed by hand");
  }

  PlannedModule planned() {
    Reason reason =
        id.equals("kernel")
            ? new Reason(Reason.Asker.FRAMEWORK, "", Optional.empty())
            : new Reason(
                Reason.Asker.DEFINITION, "", Optional.of(new SourceLocation("Fruit.java", 12)));
    ModuleDescriptor descriptor = descriptor();
    return new PlannedModule(
        descriptor, new OptionValues(descriptor, Map.of()), List.of(reason), this);
  }
}
