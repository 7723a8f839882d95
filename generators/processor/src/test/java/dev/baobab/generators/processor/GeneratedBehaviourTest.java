// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.util.Types;
import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.ModuleRequest;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.module.OptionValues;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import javax.tools.JavaFileObject;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated classes, compiled and run. */
class GeneratedBehaviourTest {
  private URLClassLoader loader;
  private ModuleProvider provider;

  @BeforeEach
  void load(@TempDir Path folder) throws IOException {
    for (JavaFileObject file : Compiling.inputs("every-type").generatedFiles()) {
      String path = file.toUri().getPath().replaceFirst("^/[A-Z_]+/", "");
      Path target = folder.resolve(path);
      Files.createDirectories(target.getParent());
      try (InputStream content = file.openInputStream()) {
        Files.copy(content, target);
      }
    }
    loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    provider = ServiceLoader.load(ModuleProvider.class, loader).findFirst().orElseThrow();
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  @Test
  void descriptorSaysWhatTheInterfaceDeclares() {
    ModuleDescriptor module = provider.descriptor();
    assertThat(module.id()).isEqualTo("every-type");
    assertThat(module.builder()).isEqualTo("Every.options");
    assertThat(module.summary()).isEqualTo("An option of every type");
    assertThat(module.doc())
        .isEqualTo(
            "Has an option of every type, and options enough for a description that takes more"
                + " than one line: 1 < 2 && \"a\" != \"b\". It has a second paragraph.");
    assertThat(module.provides()).isEqualTo(Set.of("every-type", "types"));
    assertThat(module.requires()).containsExactly("heap", "console");
    assertThat(module.conflicts()).containsExactly("no-type");
    assertThat(module.cpu()).isEqualTo(Set.of(CpuFeature.SSE2, CpuFeature.AVX2));
    assertThat(module.sources()).containsExactly("every.c", "fast/every_avx2.asm");
    assertThat(module.headers()).containsExactly("every.h");
  }

  @Test
  void optionsKeepTheOrderOfTheirDeclaration() {
    assertThat(provider.descriptor().options())
        .extracting(OptionDescriptor::name, OptionDescriptor::type, OptionDescriptor::defaultValue)
        .containsExactly(
            row("verbose", OptionType.BOOLEAN, true),
            row("top-k", OptionType.INTEGER, 40L),
            row("bias", OptionType.INTEGER, -7L),
            row("seed", OptionType.INTEGER, 9007199254740993L),
            row("top-p", OptionType.NUMBER, 0.9),
            row("prompt", OptionType.TEXT, "$S \"é\" \\u */ > "),
            row("on-exit", OptionType.CHOICE, "power-off"));
  }

  @Test
  void optionsCarryRangeUnitLengthAndChoices() {
    assertThat(option("top-k").min()).contains(1.0);
    assertThat(option("top-k").max()).contains((double) Integer.MAX_VALUE);
    assertThat(option("top-k").unit()).isEqualTo("tokens");
    assertThat(option("top-k").tunable()).isTrue();
    assertThat(option("seed").max()).isEqualTo(Optional.empty());
    assertThat(option("seed").tunable()).isFalse();
    assertThat(option("top-p").max()).contains(1.5);
    assertThat(option("prompt").maxLength()).isEqualTo(16);
    assertThat(option("on-exit").choices()).containsExactly("halt", "power-off");
    assertThat(option("top-k").doc())
        .isEqualTo("How many tokens to look at; topP() comes after. Not more than there are.");
  }

  @Test
  void composerSeesTheDefaults() {
    assertThat(valuesSeenBy(Map.of()))
        .isEqualTo("true 40 -7 9007199254740993 0.9 $S \"é\" \\u */ >  POWER_OFF");
  }

  @Test
  void composerSeesWhatTheBuilderWasTold() throws ReflectiveOperationException {
    ModuleRequest builder = builder();
    call(builder, "verbose", boolean.class, false);
    call(builder, "topK", int.class, 7);
    call(builder, "bias", int.class, Integer.MIN_VALUE);
    call(builder, "seed", long.class, Long.MAX_VALUE);
    call(builder, "topP", double.class, 0.25);
    call(builder, "prompt", String.class, "?");
    Class<?> choice = loader.loadClass("demo.EveryOptions$OnExit");
    call(builder, "onExit", choice, choice.getEnumConstants()[0]);

    assertThat(builder.module()).isSameAs(provider.descriptor());
    assertThat(builder.values())
        .isEqualTo(
            Map.of(
                "verbose",
                false,
                "top-k",
                7L,
                "bias",
                -2147483648L,
                "seed",
                Long.MAX_VALUE,
                "top-p",
                0.25,
                "prompt",
                "?",
                "on-exit",
                "halt"));
    assertThat(valuesSeenBy(builder.values()))
        .isEqualTo("false 7 -2147483648 9223372036854775807 0.25 ? HALT");
  }

  @Test
  void builderHoldsOnlyWhatWasSet() throws ReflectiveOperationException {
    ModuleRequest builder = builder();
    call(builder, "topK", int.class, 7);
    assertThat(builder.values()).isEqualTo(Map.of("top-k", 7L));
  }

  private ModuleRequest builder() throws ReflectiveOperationException {
    return (ModuleRequest) loader.loadClass("demo.Every").getMethod("options").invoke(null);
  }

  private static void call(ModuleRequest builder, String method, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    Object result = builder.getClass().getMethod(method, type).invoke(builder, argument);
    assertThat(result).isSameAs(builder);
  }

  /** The name of the boot step, which the composer makes of its options. */
  private String valuesSeenBy(Map<String, Object> values) {
    FeatureModule composer = provider.composer(new OptionValues(provider.descriptor(), values));
    Key<?> steps =
        Key.get(Types.setOf(Types.newParameterizedType(Contribution.class, BootStep.class)));
    Object only = ((Set<?>) Guice.createInjector(composer).getInstance(steps)).iterator().next();
    return ((BootStep) ((Contribution<?>) only).value()).name();
  }

  private OptionDescriptor option(String name) {
    return provider.descriptor().option(name).orElseThrow();
  }

  private static Tuple row(Object... values) {
    return new Tuple(values);
  }
}
