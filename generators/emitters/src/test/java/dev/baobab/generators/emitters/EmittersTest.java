// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.goldens.Goldens;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every emitter against a golden, for a plan with much and for one with the least. */
class EmittersTest {
  @Test
  void config() throws IOException {
    check(new ConfigHeaderEmitter("1.2.3").emit(FakePlans.rich()), "rich");
    check(new ConfigHeaderEmitter("1.2.3").emit(FakePlans.least()), "least");
  }

  @Test
  void options() throws IOException {
    for (Plan plan : List.of(FakePlans.rich(), FakePlans.least())) {
      check(new OptionsHeaderEmitter().emit(plan), name(plan));
      check(new OptionsEmitter().emit(plan), name(plan));
    }
  }

  @Test
  void arenas() throws IOException {
    check(new ArenasEmitter().emit(FakePlans.rich()), "rich");
    check(new ArenasEmitter().emit(FakePlans.least()), "least");
  }

  @Test
  void hooks() throws IOException {
    check(new HooksEmitter().emit(FakePlans.rich()), "rich");
    check(new HooksEmitter().emit(FakePlans.least()), "least");
  }

  @Test
  void moduleSourcesPointToTheModulesOwnLines() throws IOException {
    SourceTree tree = new ModuleSourcesEmitter().emit(FakePlans.rich());
    assertThat(tree.files())
        .extracting(SourceFile::path)
        .containsExactly(
            "modules/orchard/orchard.c",
            "modules/orchard/orchard.h",
            "modules/orchard/orchard_trees.asm");
    check(tree.file("modules/orchard/orchard_trees.asm").orElseThrow(), "rich");
    assertThat(tree.file("modules/orchard/orchard.c").orElseThrow().text())
        .startsWith(
            "/* Copied from module orchard by ModuleSourcesEmitter. Do not edit. */\n"
                + "#line 1 \"modules/orchard/orchard.c\"\n"
                + "/* SPDX");
  }

  @Test
  void theKernelsOwnFilesHaveTheirOwnFolder() {
    Plan plan = FakePlans.plan(new FakeModule("kernel", "k").headers("orchard.h"));
    assertThat(new ModuleSourcesEmitter().emit(plan).files())
        .extracting(SourceFile::path)
        .containsExactly("kernel/orchard.h");
  }

  @Test
  void theWholeTreeIsTheSameEachTime() {
    SourceTree tree = KernelSources.of(FakePlans.rich());
    assertThat(tree).isEqualTo(KernelSources.of(FakePlans.rich()));
    assertThat(tree.files())
        .extracting(SourceFile::path)
        .contains(
            "generated/bb_arenas.h",
            "generated/bb_config.h",
            "generated/bb_hooks.c",
            "generated/bb_options.c",
            "generated/bb_options.h",
            "generated/orchard_table.h",
            "modules/orchard/orchard.c");
  }

  @Test
  void nothingOfAModuleThatIsNotInstalledIsThere() {
    for (SourceFile file : KernelSources.of(FakePlans.least())) {
      assertThat(file.text()).as(file.path()).doesNotContain("garden").doesNotContain("Flowers");
    }
  }

  @Test
  void headersOfOneNameAreRefused() {
    Plan plan =
        FakePlans.plan(
            new FakeModule("kernel", "k")
                .adds(
                    FakePlans.least().contributions().toPoints().stream()
                        .map(contribution -> contribution.value())
                        .toArray(dev.baobab.dsl.extension.ExtensionPoint[]::new)),
            new FakeModule("a", "a").headers("orchard.h"),
            new FakeModule("b", "b").headers("orchard.h"));
    assertThatThrownBy(() -> KernelSources.of(plan))
        .hasMessageContaining("two headers named orchard.h")
        .hasMessageContaining("modules/a/orchard.h of module a")
        .hasMessageContaining("modules/b/orchard.h of module b");
  }

  private static String name(Plan plan) {
    return plan.modules().size() == 1 ? "least" : "rich";
  }

  private static void check(SourceFile file, String plan) throws IOException {
    Goldens.check(
        plan + "/" + file.path().substring(file.path().lastIndexOf('/') + 1), file.text());
  }
}
