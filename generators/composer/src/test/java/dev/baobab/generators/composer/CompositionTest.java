// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import static dev.baobab.generators.fixture.FakeDefinition.knowing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Inject;
import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMul;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.Sampler;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.fixture.FakeModule;
import dev.baobab.generators.problem.DeclarationException;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompositionTest {
  private static final Sampler SAMPLER = new Sampler(CFunction.of("bb_sampler_sample", "s.h"));

  @Test
  void contributionsFollowThePlanAndThenTheModulesOwnOrder() {
    FakeModule first =
        FakeModule.of("z-first").contributes(feature -> step(step(feature, "one"), "two"));
    FakeModule second =
        FakeModule.of("a-second")
            .requires("z-first")
            .contributes(feature -> step(step(feature, "three"), "four"));
    Plan plan = knowing(first, second).install(second).plan();
    assertThat(plan.contributions(BootStep.class))
        .extracting(contribution -> contribution.value().name())
        .containsExactly("one", "two", "three", "four");
    assertThat(plan.contributions(BootStep.class))
        .extracting(Contribution::module)
        .containsExactly("z-first", "z-first", "a-second", "a-second");
  }

  @Test
  void anExtensionPointWithoutContributionsIsEmpty() {
    assertThat(knowing().plan().contributions(ReplCommand.class)).isEmpty();
  }

  @Test
  void capabilitiesHaveAnOwner() {
    FakeModule sampler =
        FakeModule.of("sampler").contributes(feature -> feature.gives(Sampler.class, SAMPLER));
    Plan plan = knowing(sampler).install(sampler).plan();
    assertThat(plan.capability(Sampler.class)).contains(SAMPLER);
    assertThat(plan.owner(Sampler.class)).contains("sampler");
    assertThat(plan.capability(MatMul.class)).isEmpty();
    assertThat(plan.owner(MatMul.class)).isEmpty();
  }

  @Test
  void modulesThatAreNotChosenContributeNothing() {
    FakeModule unwanted =
        FakeModule.of("unwanted")
            .contributes(
                feature -> {
                  throw new AssertionError("composed");
                });
    assertThat(knowing(unwanted).plan().module("unwanted")).isEmpty();
  }

  @Test
  void generatorsInjectContributionsInOrderAndCapabilities() {
    FakeModule steps = FakeModule.of("z").contributes(feature -> step(feature, "early"));
    FakeModule sampler =
        FakeModule.of("sampler")
            .requires("z")
            .contributes(
                feature ->
                    step(feature, "late")
                        .gives(Sampler.class, SAMPLER)
                        .generates(ListsSteps.class));
    Plan plan = knowing(steps, sampler).install(sampler).plan();
    assertThat(plan.generated().file("generated/steps.txt"))
        .map(SourceFile::text)
        .contains("bb_sampler_sample [early, late] 2");
  }

  @Test
  void aGeneratorThatFailsIsAProblem() {
    FakeModule module =
        FakeModule.of("module").contributes(feature -> feature.generates(Fails.class));
    assertThatThrownBy(() -> knowing(module).install(module).plan())
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("[COMPOSITION_FAILED]")
        .hasMessageContaining("Fails failed: IllegalStateException: out of tables");
  }

  @Test
  void aTypeThatTwoModulesBindIsAProblem() {
    FakeModule a = FakeModule.of("a").contributes(feature -> feature.binds(String.class, "a"));
    FakeModule b = FakeModule.of("b").contributes(feature -> feature.binds(String.class, "b"));
    assertThatThrownBy(() -> knowing(a, b).install(a).install(b).plan())
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("[COMPOSITION_FAILED]")
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void aModuleCanProvideACapabilityOnlyOnce() {
    FakeModule twice =
        FakeModule.of("twice")
            .contributes(
                feature -> feature.gives(Sampler.class, SAMPLER).gives(Sampler.class, SAMPLER));
    assertThatThrownBy(() -> knowing(twice).install(twice).plan())
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("[DUPLICATE_CAPABILITY]");
  }

  @Test
  void thePlanIsTheSameForTheSameDeclaration() {
    FakeModule module = FakeModule.of("module").contributes(feature -> step(feature, "step"));
    Plan one = knowing(module).install(module).plan();
    Plan two = knowing(module).install(module).plan();
    assertThat(one.contributions()).isEqualTo(two.contributions());
    assertThat(one.modules())
        .extracting(PlannedModule::descriptor)
        .isEqualTo(two.modules().stream().map(PlannedModule::descriptor).toList());
  }

  private static FakeModule.Feature step(FakeModule.Feature feature, String name) {
    return feature.adds(
        BootStep.class, new BootStep(Phase.READY, name, CFunction.of("bb_step", "step.h")));
  }

  static final class ListsSteps implements SourceGenerator {
    private final List<Contribution<BootStep>> steps;
    private final Set<Contribution<BootStep>> set;
    private final Sampler sampler;

    @Inject
    ListsSteps(
        List<Contribution<BootStep>> steps, Set<Contribution<BootStep>> set, Sampler sampler) {
      this.steps = steps;
      this.set = set;
      this.sampler = sampler;
    }

    @Override
    public SourceTree generate() {
      List<String> names = steps.stream().map(step -> step.value().name()).toList();
      String text = "%s %s %d".formatted(sampler.sample().symbol(), names, set.size());
      return SourceTree.of(new SourceFile("generated/steps.txt", text, "sampler"));
    }
  }

  static final class Fails implements SourceGenerator {
    @Override
    public SourceTree generate() {
      throw new IllegalStateException("out of tables");
    }
  }
}
