// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import com.google.inject.Binding;
import com.google.inject.Stage;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.Message;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.ArrayList;
import java.util.List;

/**
 * What one module binds, recorded before the injector is made: so an error names its module.
 *
 * @param id the module's id
 * @param rank its place in the plan
 * @param elements Guice's record of its bindings
 */
record ModuleElements(String id, int rank, List<Element> elements) {
  static ModuleElements of(PlannedModule module, int rank) {
    FeatureModule composer = module.provider().composer(module.options());
    composer.place(module.id(), rank);
    return new ModuleElements(
        module.id(), rank, Elements.getElements(Stage.PRODUCTION, List.of(composer)));
  }

  /** The capabilities that the module provides; one that it provides twice occurs twice. */
  List<Class<? extends Capability>> capabilities() {
    List<Class<? extends Capability>> types = new ArrayList<>();
    for (Element element : elements) {
      if (element instanceof Binding<?> binding) {
        Class<?> type = binding.getKey().getTypeLiteral().getRawType();
        if (Capability.class.isAssignableFrom(type)) {
          types.add(type.asSubclass(Capability.class));
        }
      }
    }
    return types;
  }

  /** What went wrong in the module's code, as Guice recorded it. */
  List<Message> messages() {
    return elements.stream().filter(Message.class::isInstance).map(Message.class::cast).toList();
  }
}
