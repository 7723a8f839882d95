// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.problem;

import static dev.baobab.generators.fixture.FakeDefinition.knowing;
import static dev.baobab.generators.fixture.FakeDefinition.knowingOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Inject;
import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.DataType;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.Sampler;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.ModuleSources;
import dev.baobab.generators.fixture.FakeDefinition;
import dev.baobab.generators.fixture.FakeModule;
import dev.baobab.generators.goldens.Goldens;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The text of every error, against goldens named {@code ID.txt} or {@code ID-case.txt}. */
class ErrorTextTest {
  private static final Model MODEL =
      Model.llama2c("models/story.bin").tokenizer("models/tokenizer.bin");
  private static final Model GGUF = Model.gguf("models/story.gguf");
  private static final Path PAGES = Path.of("../../docs/errors");

  @Test
  void invalidName() {
    golden("INVALID_NAME", knowing().name("Story Teller!"));
  }

  @Test
  void duplicateModule() {
    golden("DUPLICATE_MODULE", knowing(FakeModule.of("clock"), FakeModule.of("clock")));
  }

  @Test
  void unknownHardware() {
    golden("UNKNOWN_HARDWARE", knowing().hardware("quemu"));
  }

  @Test
  void modelMissing() {
    golden("MODEL_MISSING", knowing().model(null));
  }

  @Test
  void modelNotFound() {
    golden(
        "MODEL_NOT_FOUND",
        knowing().without("models/story.bin").file("target/models/story.bin", 1));
  }

  @Test
  void tokenizerNotFound() {
    golden("MODEL_NOT_FOUND-tokenizer", knowing().without("models/tokenizer.bin"));
  }

  @Test
  void tokenizerNotNamed() {
    golden("MODEL_NOT_FOUND-unnamed", knowing().model(Model.llama2c("models/story.bin")));
  }

  @Test
  void modelDamaged() {
    golden(
        "MODEL_UNUSABLE",
        knowing()
            .damaged(
                new ModelException(
                    ModelError.MODEL_SIZE_WRONG,
                    "copy the model's file again",
                    "story.bin has 12 bytes; its header tells of 34.")));
  }

  @Test
  void quantizedModelAsItIs() {
    golden(
        "MODEL_UNUSABLE-as-is",
        knowing(FakeModule.of("format-llama2c"), FakeModule.of("weights-q8-0"))
            .stored(DataType.Q8_0)
            .model(MODEL.asIs()));
  }

  @Test
  void typeOfWeightsIsMissing() {
    golden("MISSING_CAPABILITY-weights", knowing().model(MODEL.quantize(DataType.Q4_0)));
  }

  @Test
  void typeOfWeightsIsForbidden() {
    golden(
        "FORBIDDEN_BUT_REQUIRED-weights",
        knowing(FakeModule.of("weights-q8-0"))
            .model(MODEL.quantize(DataType.Q8_0))
            .forbid("weights-q8-0"));
  }

  @Test
  void tokenizerOfTheVocabularyIsMissing() {
    golden("MISSING_CAPABILITY-tokenizer", knowing().tokenizer("tokenizer-bpe"));
  }

  @Test
  void aGgufFileCarriesItsTokenizer() {
    golden("MODEL_UNUSABLE-gguf-tokenizer", gguf(GGUF.tokenizer("models/tokenizer.bin")));
  }

  @Test
  void aGgufFileCarriesItsConstants() {
    golden("MODEL_UNUSABLE-gguf-constants", gguf(GGUF.ropeTheta(500_000)));
  }

  @Test
  void aGgufFileThatIsNotThere() {
    golden("MODEL_NOT_FOUND-gguf", gguf(GGUF).without("models/story.gguf"));
  }

  private static FakeDefinition gguf(Model model) {
    return knowing(FakeModule.of("format-gguf")).file("models/story.gguf", 60_000_000).model(model);
  }

  @Test
  void architectureIsMissing() {
    golden("MISSING_CAPABILITY-architecture", knowing().architecture("qwen4"));
  }

  @Test
  void architectureIsForbidden() {
    golden(
        "FORBIDDEN_BUT_REQUIRED-architecture",
        knowing(FakeModule.of("arch-qwen3")).architecture("qwen3").forbid("arch-qwen3"));
  }

  @Test
  void missingCapability() {
    FakeModule repl = FakeModule.of("repl").requires("console-sreen");
    golden("MISSING_CAPABILITY", knowing(repl, FakeModule.of("console-screen")).install(repl));
  }

  @Test
  void missingModelFormat() {
    golden(
        "MISSING_CAPABILITY-model",
        knowingOnly(
            FakeModule.of("kernel"), FakeModule.of("tokenizer-spm"), FakeModule.of("arch-llama")));
  }

  @Test
  void missingKernel() {
    golden(
        "MISSING_CAPABILITY-kernel",
        knowingOnly(
            FakeModule.of("format-packed"),
            FakeModule.of("tokenizer-spm"),
            FakeModule.of("arch-llama")));
  }

  @Test
  void missingCapabilityWithCandidates() {
    FakeModule repl = FakeModule.of("repl").requires("console");
    golden(
        "MISSING_CAPABILITY-candidates",
        knowing(
                repl,
                FakeModule.of("screen").provides("console"),
                FakeModule.of("serial").provides("console"))
            .install(repl));
  }

  @Test
  void installedModuleOfNoArtifact() {
    golden("MISSING_CAPABILITY-unregistered", knowing().install(FakeModule.of("ghost")));
  }

  @Test
  void profileNamesNoModule() {
    golden(
        "MISSING_CAPABILITY-profile",
        knowing(FakeModule.of("serial"))
            .profile(HardwareProfile.builder("thinkpad").with("seriel")));
  }

  @Test
  void duplicateCapability() {
    FakeModule bump = FakeModule.of("heap-bump").provides("allocator");
    FakeModule zones = FakeModule.of("heap-zones").provides("allocator");
    FakeModule repl = FakeModule.of("repl").requires("heap-zones");
    golden("DUPLICATE_CAPABILITY", knowing(bump, zones, repl).install(bump).install(repl));
  }

  @Test
  void duplicateCapabilityType() {
    Sampler sampler = new Sampler(CFunction.of("bb_sampler_sample", "sampler.h"));
    FakeModule a =
        FakeModule.of("sampler").contributes(feature -> feature.gives(Sampler.class, sampler));
    FakeModule b =
        FakeModule.of("dice").contributes(feature -> feature.gives(Sampler.class, sampler));
    golden("DUPLICATE_CAPABILITY-type", knowing(a, b).install(a).install(b));
  }

  @Test
  void conflict() {
    FakeModule quiet = FakeModule.of("quiet").conflicts("repl");
    FakeModule repl = FakeModule.of("repl").conflicts("quiet");
    golden("CONFLICT", knowing(quiet, repl).install(repl).install(quiet));
  }

  @Test
  void forbiddenButRequired() {
    FakeModule boot = FakeModule.of("net-boot").requires("tcp");
    FakeModule tcp = FakeModule.of("tcp").requires("network");
    FakeModule network = FakeModule.of("network");
    golden("FORBIDDEN_BUT_REQUIRED", knowing(boot, tcp, network).install(boot).forbid("network"));
  }

  @Test
  void forbiddenButInstalled() {
    FakeModule wifi = FakeModule.of("wifi").provides("network");
    golden("FORBIDDEN_BUT_REQUIRED-installed", knowing(wifi).install(wifi).forbid("network"));
  }

  @Test
  void forbiddenButOfModel() {
    golden("FORBIDDEN_BUT_REQUIRED-model", knowing().forbid("tokenizer-spm"));
  }

  @Test
  void forbiddenButOfHardware() {
    golden(
        "FORBIDDEN_BUT_REQUIRED-hardware",
        knowing(FakeModule.of("qemu-exit")).hardware("qemu").forbid("qemu-exit"));
  }

  @Test
  void forbiddenButOfEveryKernel() {
    golden("FORBIDDEN_BUT_REQUIRED-kernel", knowing().forbid("kernel"));
  }

  @Test
  void dependencyCycle() {
    FakeModule a = FakeModule.of("ledger").requires("session");
    FakeModule b = FakeModule.of("session").requires("snapshot");
    FakeModule c = FakeModule.of("snapshot").requires("ledger");
    FakeModule d = FakeModule.of("repl").requires("snapshot");
    golden("DEPENDENCY_CYCLE", knowing(a, b, c, d).install(d));
  }

  @Test
  void hardwareLacksFeature() {
    FakeModule fast = FakeModule.of("fast").cpu(CpuFeature.AVX2, CpuFeature.FMA, CpuFeature.AVX);
    golden("HARDWARE_LACKS", knowing(fast).install(fast).hardware("laptop-2012"));
  }

  @Test
  void hardwareLacksMemory() {
    golden(
        "HARDWARE_LACKS-memory", knowing().profile(HardwareProfile.builder("small").memoryMiB(64)));
  }

  @Test
  void hardwareLacksRequiredModule() {
    FakeModule attention = FakeModule.of("attention").requires("matmul-avx2");
    golden(
        "HARDWARE_LACKS-removed",
        knowing(attention, FakeModule.of("matmul-avx2"))
            .install(attention)
            .hardware("laptop-2012"));
  }

  @Test
  void optionOutOfRange() {
    FakeModule sampler = sampler();
    golden(
        "OPTION_OUT_OF_RANGE", knowing(sampler).install(sampler, "temperature", 9.5, "top-k", -1L));
  }

  @Test
  void optionTooLong() {
    FakeModule sampler = sampler();
    golden("OPTION_OUT_OF_RANGE-text", knowing(sampler).install(sampler, "banner", "äöüäöüäöü"));
  }

  @Test
  void optionOutOfRangeOnCommandLine() {
    FakeModule sampler = sampler();
    golden(
        "OPTION_OUT_OF_RANGE-override",
        knowing(sampler).install(sampler).override("sampler.temperature", "1e39"));
  }

  @Test
  void optionOutOfRangeInProfile() {
    FakeModule sampler = sampler();
    golden(
        "OPTION_OUT_OF_RANGE-profile",
        knowing(sampler)
            .profile(HardwareProfile.builder("small").with(sampler.with("top-k", 100_000L))));
  }

  @Test
  void modelConstantOutOfRange() {
    golden(
        "OPTION_OUT_OF_RANGE-model",
        knowing()
            .model(
                Model.llama2c("models/story.bin")
                    .tokenizer("models/tokenizer.bin")
                    .ropeTheta(Double.NaN)
                    .normEpsilon(-1e-5)));
  }

  @Test
  void optionInvalid() {
    FakeModule sampler = sampler();
    golden(
        "OPTION_INVALID",
        knowing(sampler, FakeModule.of("clock"))
            .install(sampler)
            .override("samplr.temperature", "1")
            .override("sampler.temprature", "1")
            .override("sampler.top-k", "many")
            .override("sampler.greedy", "yes")
            .override("sampler.order", "frist")
            .override("clock.zone", "1")
            .override("temperature", "1"));
  }

  @Test
  void optionInvalidInDefinition() {
    FakeModule sampler = sampler();
    golden(
        "OPTION_INVALID-definition",
        knowing(sampler)
            .install(sampler, "temprature", 1.0, "top-k", "7", "banner", "a\0b", "order", 1L));
  }

  @Test
  void duplicateContribution() {
    FakeModule a = FakeModule.of("repl").contributes(feature -> add(feature, "help"));
    FakeModule b = FakeModule.of("manual").contributes(feature -> add(feature, "help"));
    FakeModule c =
        FakeModule.of("matmul")
            .contributes(feature -> addKernel(addKernel(feature, "sse2"), "sse2"));
    golden("DUPLICATE_CONTRIBUTION", knowing(a, b, c).install(a).install(b).install(c));
  }

  @Test
  void duplicateFile() {
    FakeModule a = FakeModule.of("a").contributes(feature -> feature.generates(TableOfA.class));
    FakeModule b = FakeModule.of("b").contributes(feature -> feature.generates(TableOfB.class));
    golden("DUPLICATE_CONTRIBUTION-file", knowing(a, b).install(a).install(b));
  }

  @Test
  void compositionFailed() {
    FakeModule broken =
        FakeModule.of("broken")
            .contributes(
                feature -> {
                  throw new IllegalStateException("no table");
                });
    String text = textOf(knowing(broken).install(broken)).replaceAll("lambda.*", "...");
    Goldens.check("errors/COMPOSITION_FAILED.txt", text);
  }

  @Test
  void compositionFailedInGuice() {
    FakeModule broken =
        FakeModule.of("broken").contributes(feature -> feature.generates(NeedsClock.class));
    golden("COMPOSITION_FAILED-guice", knowing(broken).install(broken));
  }

  @Test
  void missingSource() {
    FakeModule module = FakeModule.of("sampler").sources("sampler.c");
    DeclarationException e =
        catchThrowableOfType(
            DeclarationException.class,
            () ->
                ModuleSources.of(
                    knowing(module).install(module).plan().module("sampler").orElseThrow()));
    String artifact = Path.of("target/test-classes").toAbsolutePath().toString();
    Goldens.check(
        "errors/MISSING_SOURCE.txt",
        e.getMessage().replace(artifact, "target/test-classes") + "\n");
  }

  @Test
  void allErrorsAreReportedTogether() {
    FakeModule sampler = sampler();
    FakeModule repl = FakeModule.of("repl").requires("console").cpu(CpuFeature.AVX512F);
    golden(
        "all-at-once",
        knowing(sampler, repl)
            .name("9")
            .install(sampler, "temperature", -1.0)
            .install(repl)
            .forbid("repl")
            .hardware("laptop-2012")
            .override("repl.prompt", "x")
            .without("models/story.bin"));
  }

  @Test
  void everyIdHasAGolden() throws IOException {
    try (Stream<Path> files = Files.list(Goldens.FOLDER.resolve("errors"))) {
      Set<String> ids =
          files
              .map(file -> file.getFileName().toString().replaceAll("[-.].*", ""))
              .collect(Collectors.toSet());
      assertThat(ids).containsAll(names());
    }
  }

  /** The folder also holds pages of other errors; its index lists those of declarations. */
  @Test
  void everyIdHasAPageAndEveryPageAnId() throws IOException {
    String index = Files.readString(PAGES.resolve("README.md"));
    String declarations = index.split("(?m)^## ")[1];
    assertThat(declarations).startsWith("Declarations\n");
    assertThat(declarations.lines().filter(line -> line.startsWith("| [")))
        .map(row -> row.replaceAll("^\\| \\[(\\w+)\\]\\(\\1\\.md\\) \\| .*\\. \\|$", "$1"))
        .containsExactlyElementsOf(Arrays.stream(ProblemId.values()).map(ProblemId::name).toList());
    for (ProblemId id : ProblemId.values()) {
      assertThat(Files.readString(Path.of("../..").resolve(id.page())))
          .startsWith("# " + id + "\n")
          .contains("\n## Example\n", "[%s] ".formatted(id), "\n## How to fix it\n");
    }
  }

  private static Set<String> names() {
    return Arrays.stream(ProblemId.values()).map(ProblemId::name).collect(Collectors.toSet());
  }

  private static FakeModule sampler() {
    return FakeModule.of("sampler")
        .number("temperature", 0.9, 0.0, 2.0)
        .integer("top-k", 40, 0.0, 65536.0, "tokens")
        .flag("greedy", false)
        .text("banner", "")
        .choice("order", "first", "last");
  }

  private static FakeModule.Feature add(FakeModule.Feature feature, String command) {
    return feature.adds(
        ReplCommand.class,
        new ReplCommand(command, "", "Helps.", CFunction.of("bb_help", "help.h")));
  }

  private static FakeModule.Feature addKernel(FakeModule.Feature feature, String name) {
    return feature.adds(
        MatMulKernel.class,
        new MatMulKernel(name, "F32", Set.of(), 1, CFunction.of("bb_matmul", "matmul.h")));
  }

  private static void golden(String name, FakeDefinition definition) {
    Goldens.check("errors/" + name + ".txt", textOf(definition));
  }

  private static String textOf(FakeDefinition definition) {
    DeclarationException e =
        catchThrowableOfType(DeclarationException.class, () -> definition.plan());
    assertThat(e).as("no error").isNotNull();
    return e.getMessage() + "\n";
  }

  static final class TableOfA implements SourceGenerator {
    @Override
    public SourceTree generate() {
      return SourceTree.of(new SourceFile("generated/table.c", "", "a"));
    }
  }

  static final class TableOfB implements SourceGenerator {
    @Override
    public SourceTree generate() {
      return SourceTree.of(new SourceFile("generated/table.c", "", "b"));
    }
  }

  static final class NeedsClock implements SourceGenerator {
    @Inject
    NeedsClock(StringBuilder clock) {
      clock.append("never made");
    }

    @Override
    public SourceTree generate() {
      return SourceTree.empty();
    }
  }
}
