// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Types;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.SourceGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is bound in every kernel: each extension point, so that one without contributions is an
 * empty set. Beside the {@code Set<Contribution<T>>} that Guice collects there is a {@code
 * List<Contribution<T>>} in the order of the plan: Guice promises no order across modules.
 */
final class Bindings extends AbstractModule {
  /** All extension points. */
  static final List<Class<? extends ExtensionPoint>> POINTS =
      Arrays.stream(ExtensionPoint.class.getPermittedSubclasses())
          .<Class<? extends ExtensionPoint>>map(type -> type.asSubclass(ExtensionPoint.class))
          .toList();

  private static final Key<Set<SourceGenerator>> GENERATORS = Key.get(new TypeLiteral<>() {});

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    Multibinder.newSetBinder(binder(), SourceGenerator.class);
    POINTS.forEach(this::bindPoint);
  }

  private <T extends ExtensionPoint> void bindPoint(Class<T> point) {
    Multibinder.newSetBinder(binder(), typeOf(point));
    Provider<Set<Contribution<T>>> set = getProvider(setOf(point));
    bind(listOf(point)).toProvider(() -> set.get().stream().sorted().toList());
  }

  /** The contributions to an extension point, as values of no particular one. */
  static List<Contribution<ExtensionPoint>> contributions(
      Injector injector, Class<? extends ExtensionPoint> point) {
    return read(injector, point)
        .map(
            contribution ->
                new Contribution<ExtensionPoint>(
                    contribution.module(),
                    contribution.rank(),
                    contribution.ordinal(),
                    contribution.value()))
        .toList();
  }

  /** The modules' generators. */
  static Set<SourceGenerator> generators(Injector injector) {
    return injector.getInstance(GENERATORS);
  }

  private static <T extends ExtensionPoint> Stream<Contribution<T>> read(
      Injector injector, Class<T> point) {
    return injector.getInstance(setOf(point)).stream();
  }

  @SuppressWarnings("unchecked")
  private static <T> TypeLiteral<Contribution<T>> typeOf(Class<T> point) {
    return (TypeLiteral<Contribution<T>>)
        TypeLiteral.get(Types.newParameterizedType(Contribution.class, point));
  }

  @SuppressWarnings("unchecked")
  private static <T> Key<Set<Contribution<T>>> setOf(Class<T> point) {
    return (Key<Set<Contribution<T>>>) Key.get(Types.setOf(typeOf(point).getType()));
  }

  @SuppressWarnings("unchecked")
  private static <T> Key<List<Contribution<T>>> listOf(Class<T> point) {
    return (Key<List<Contribution<T>>>) Key.get(Types.listOf(typeOf(point).getType()));
  }
}
