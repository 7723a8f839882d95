// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.ModuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies point down: generators to dsl, modules and kernel to dsl, dsl to nothing. */
class ArchitectureTest {
  private static final String OURS = "dev.baobab..";
  private static final String DSL = "dev.baobab.dsl..";
  private static final String KERNEL = "dev.baobab.kernel..";
  private static final String MODULES = "dev.baobab.module..";

  /** The way through the house: packages of each part, which may use those before it. */
  private static final List<List<String>> WAY =
      List.of(
          List.of("digest", "goldens"),
          List.of("models", "downloads"),
          List.of("problem", "hardware", "resolver", "composer", "describe"),
          List.of("emitters", "reference"),
          List.of("toolchain"),
          List.of("peer", "image"),
          List.of("runners"),
          List.of("pipeline"),
          List.of("testkit", "maven"),
          List.of("benchmark"));

  private static JavaClasses all;

  @BeforeAll
  static void read() throws IOException {
    Path root = Checkout.root();
    List<Path> artifacts = new ArrayList<>(ModuleCatalog.moduleFolders(root));
    artifacts.add(root.resolve("dsl"));
    artifacts.add(root.resolve("kernel-templates"));
    try (Stream<Path> generators = Files.list(root.resolve("generators"))) {
      generators.filter(folder -> Files.exists(folder.resolve("pom.xml"))).forEach(artifacts::add);
    }
    List<Path> classes =
        artifacts.stream().map(folder -> folder.resolve("target/classes")).toList();
    assertThat(classes).allMatch(Files::isDirectory, "is built");
    all = new ClassFileImporter().importPaths(classes);
  }

  @Test
  void dslKnowsNothingAboveIt() {
    classes()
        .that()
        .resideInAPackage(DSL)
        .should()
        .onlyDependOnClassesThat(resideInAPackage(DSL).or(resideOutsideOfPackage(OURS)))
        .check(all);
  }

  @Test
  void dslTouchesNoFiles() {
    noClasses()
        .that()
        .resideInAPackage(DSL)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .check(all);
  }

  @Test
  void theKernelUsesTheDslOnly() {
    classes()
        .that()
        .resideInAPackage(KERNEL)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(KERNEL, DSL).or(resideOutsideOfPackage(OURS)))
        .check(all);
  }

  static Stream<String> modulePackages() {
    return ModuleCatalog.moduleFolders(Checkout.root()).stream().map(ArchitectureTest::packageOf);
  }

  private static String packageOf(Path module) {
    return "dev.baobab.module." + module.getFileName().toString().replace("-", "") + "..";
  }

  @ParameterizedTest
  @MethodSource("modulePackages")
  void aModuleUsesTheDslAndItself(String own) {
    classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(own, DSL).or(resideOutsideOfPackage(OURS)))
        .check(all);
  }

  @Test
  void packagesAreNamedAfterTheirFolders() {
    for (Path module : ModuleCatalog.moduleFolders(Checkout.root())) {
      String own = packageOf(module).replace("..", "");
      assertThat(all)
          .filteredOn(type -> isOf(type, module))
          .as(module.toString())
          .isNotEmpty()
          .allMatch(type -> (type.getPackageName() + ".").startsWith(own + "."));
    }
  }

  private static boolean isOf(JavaClass type, Path module) {
    return type.getSource()
        .map(source -> Path.of(source.getUri()).startsWith(module))
        .orElse(false);
  }

  @Test
  void generatorsKnowNoModuleAndNoKernel() {
    noClasses()
        .that()
        .resideInAPackage("dev.baobab.generators..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODULES, KERNEL)
        .check(all);
  }

  @Test
  void theProcessorUsesTheDslOnly() {
    String processor = "dev.baobab.generators.processor..";
    classes()
        .that()
        .resideInAPackage(processor)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(processor, DSL).or(resideOutsideOfPackage(OURS)))
        .check(all);
  }

  @Test
  void theWayNamesEveryPart() {
    String generators = "dev.baobab.generators.";

    assertThat(all)
        .extracting(JavaClass::getPackageName)
        .filteredOn(name -> name.startsWith(generators))
        .extracting(name -> name.substring(generators.length()).split("\\.")[0])
        .allMatch(
            part -> part.equals("processor") || WAY.stream().anyMatch(step -> step.contains(part)));
  }

  @Test
  void noStepCallsBack() {
    for (int part = 0; part < WAY.size(); part++) {
      String[] later =
          WAY.subList(part + 1, WAY.size()).stream()
              .flatMap(List::stream)
              .map("dev.baobab.generators.%s.."::formatted)
              .toArray(String[]::new);
      String[] own =
          WAY.get(part).stream()
              .map("dev.baobab.generators.%s.."::formatted)
              .toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAnyPackage(own)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .check(all);
      }
    }
  }

  @Test
  void generatorPackagesHaveNoCycles() {
    slices().matching("dev.baobab.generators.(**)").should().beFreeOfCycles().check(all);
  }
}
