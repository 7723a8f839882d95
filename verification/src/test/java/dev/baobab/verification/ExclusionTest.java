// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.RunAssert;
import dev.baobab.generators.toolchain.LinkMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A module that is not installed leaves nothing in the EFI file: no file, no symbol, no text. */
class ExclusionTest {
  /** The kernel with the required modules and nothing else. */
  private static BuiltKernel least;

  private static String leastBytes;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    least = GoldenStory.GREEDY.ask(Kernels.kernel()).build();
    leastBytes = bytes(least);
  }

  static List<String> optional() {
    return Kernels.optional();
  }

  /** Modules that only contribute what others generate, such as a matrix kernel, have no C. */
  static Stream<String> optionalWithTexts() {
    return optional().stream().filter(id -> !ModuleTexts.onlyOf(id).isEmpty());
  }

  @Test
  void withoutOptionalModulesTheStoryIsTold() throws IOException, InterruptedException {
    RunAssert.assertThat(least.runHosted()).tells(GoldenStory.GREEDY.text());
    RunAssert.assertThat(least.runQemu(QemuMachine.standard())).tells(GoldenStory.GREEDY.text());
  }

  @ParameterizedTest
  @MethodSource("optional")
  void addedAndLeftOut(String id) throws IOException, InterruptedException {
    BuiltKernel with = GoldenStory.GREEDY.ask(Kernels.kernelThatUses(id)).build();

    RunAssert.assertThat(GoldenStory.GREEDY.ask(Kernels.kernel(id)).build().runHosted())
        .tells(GoldenStory.GREEDY.text());
    // Not of the least kernel, so that the test can fail.
    assertThat(files(with.map(), id)).as("files of %s, installed", id).isNotEmpty();
    assertThat(files(least.map(), id)).as("files of %s, not installed", id).isEmpty();
    assertThat(symbols(with.map(), id)).as("symbols of %s, installed", id).isNotEmpty();
    assertThat(symbols(least.map(), id)).as("symbols of %s, not installed", id).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("optionalWithTexts")
  void itsTextsGoWithIt(String id) throws IOException, InterruptedException {
    String with = bytes(GoldenStory.GREEDY.ask(Kernels.kernelThatUses(id)).build());

    Set<String> texts = ModuleTexts.onlyOf(id);

    // The linker drops what nothing uses, so not every text of the source has to be there.
    assertThat(texts).as("texts of %s, installed", id).anyMatch(with::contains);
    assertThat(texts).as("texts of %s, not installed", id).noneMatch(leastBytes::contains);
  }

  @ParameterizedTest
  @MethodSource("optional")
  void everythingLinkedIsOfAnInstalledModule(String id) throws IOException, InterruptedException {
    BuiltKernel with = GoldenStory.GREEDY.ask(Kernels.kernelThatUses(id)).build();

    Set<String> installed =
        with.plan().modules().stream().map(PlannedModule::id).collect(Collectors.toSet());

    assertThat(with.map().bytesByOwner().keySet()).isSubsetOf(installed);
    for (ModuleDescriptor module : Kernels.CATALOG.modules()) {
      if (!installed.contains(module.id())) {
        assertThat(symbols(with.map(), module.id())).as(module.id()).isEmpty();
      }
    }
  }

  private static String bytes(BuiltKernel kernel) throws IOException {
    return new String(Files.readAllBytes(kernel.efiFile()), StandardCharsets.ISO_8859_1);
  }

  private static Set<String> files(LinkMap map, String id) {
    return map.pieces().stream()
        .filter(piece -> piece.owner().equals(id) || piece.file().startsWith("modules/" + id + "/"))
        .map(LinkMap.Piece::file)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Symbols that a module defines: by its own files, or by its prefix and no other module's. */
  private static Set<String> symbols(LinkMap map, String id) {
    String prefix = prefix(id);
    List<String> longer =
        Kernels.CATALOG.modules().stream()
            .map(module -> prefix(module.id()))
            .filter(other -> other.startsWith(prefix) && !other.equals(prefix))
            .toList();
    Set<String> symbols = new TreeSet<>(map.symbolsOf(id));
    for (LinkMap.Piece piece : map.pieces()) {
      piece.symbols().stream()
          .filter(symbol -> symbol.startsWith(prefix))
          .filter(symbol -> longer.stream().noneMatch(symbol::startsWith))
          .forEach(symbols::add);
    }
    return symbols;
  }

  private static String prefix(String id) {
    return "bb_" + id.replace('-', '_') + "_";
  }
}
