// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Types;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;

/**
 * A module's contributions, as a Guice module. Subclasses override {@link #contribute} and call
 * {@link #add} for extension points and {@link #provide} for capabilities. A class that is bound
 * here can inject the contributions to any extension point, in the order of the plan, as {@code
 * List<Contribution<T>>}, and any capability that the module requires.
 */
public abstract class FeatureModule extends AbstractModule {
  private String id = "";
  private int rank;
  private int contributions;

  /** Contributes; called once, during composition. */
  protected abstract void contribute();

  /**
   * Called by the composer before the injector is made.
   *
   * @param id the module's id
   * @param rank the module's place in the plan
   */
  public final void place(String id, int rank) {
    this.id = id;
    this.rank = rank;
  }

  @Override
  protected final void configure() {
    contributions = 0;
    contribute();
  }

  /** Adds a value at an extension point. */
  protected final <T extends ExtensionPoint> void add(Class<T> point, T value) {
    setOf(point).addBinding().toInstance(new Contribution<>(id, rank, contributions++, value));
  }

  /** Provides a capability that exactly one module of a kernel can provide. */
  protected final <T extends Capability> void provide(Class<T> capability, T value) {
    bind(capability).toInstance(value);
  }

  /** Adds a generator whose constructor Guice injects. */
  protected final void generator(Class<? extends SourceGenerator> type) {
    bind(type);
    Multibinder.newSetBinder(binder(), SourceGenerator.class).addBinding().to(type);
  }

  @SuppressWarnings("unchecked")
  private <T extends ExtensionPoint> Multibinder<Contribution<T>> setOf(Class<T> point) {
    TypeLiteral<?> type = TypeLiteral.get(Types.newParameterizedType(Contribution.class, point));
    return Multibinder.newSetBinder(binder(), (TypeLiteral<Contribution<T>>) type);
  }
}
