// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.OptionValues;
import dev.baobab.generators.fixture.FakeModule;
import dev.baobab.generators.problem.DeclarationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir Path folder;

  @Test
  void discoversRegisteredModules() throws IOException {
    try (URLClassLoader loader = registering(Clock.class.getName())) {
      Environment environment = Environment.discover(loader, folder);
      assertThat(environment.modules()).hasOnlyElementsOfType(Clock.class).hasSize(1);
      assertThat(environment.hardware()).isEqualTo("generic");
      assertThat(environment.overrides()).isEmpty();
    }
  }

  @Test
  void reportsAllRegistrationsThatCannotBeLoaded() throws IOException {
    try (URLClassLoader loader = registering("gone.One", Clock.class.getName(), "gone.Two")) {
      assertThatThrownBy(() -> Environment.discover(loader, folder))
          .isInstanceOf(DeclarationException.class)
          .hasMessageContaining("[COMPOSITION_FAILED] A registered module cannot be loaded")
          .hasMessageContaining("gone.One")
          .hasMessageContaining("gone.Two");
    }
  }

  @Test
  void overridesAreThePropertiesWithThePrefix() {
    Properties properties = new Properties();
    properties.setProperty("baobab.set.sampler.seed", "7");
    properties.setProperty("baobab.settings", "other");
    assertThat(Environment.overridesIn(properties)).hasSize(1).containsEntry("sampler.seed", "7");
  }

  private URLClassLoader registering(String... classes) throws IOException {
    Path file = folder.resolve("META-INF/services").resolve(ModuleProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(classes));
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, EnvironmentTest.class.getClassLoader());
  }

  /** A module that can be registered. */
  public static final class Clock implements ModuleProvider {
    @Override
    public ModuleDescriptor descriptor() {
      return FakeModule.of("clock").descriptor();
    }

    @Override
    public FeatureModule composer(OptionValues values) {
      return FakeModule.of("clock").composer(values);
    }
  }
}
