// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import static dev.baobab.generators.fixture.FakeDefinition.knowing;
import static dev.baobab.generators.fixture.FakeDefinition.knowingOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.DataType;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.Model;
import dev.baobab.generators.fixture.FakeDefinition;
import dev.baobab.generators.fixture.FakeModule;
import dev.baobab.generators.hardware.BuiltInProfiles;
import dev.baobab.generators.problem.DeclarationException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private final FakeModule sampler =
      FakeModule.of("sampler").number("temperature", 1.0, 0.0, 2.0).number("top-p", 1.0, 0.0, 1.0);

  @Test
  void everyKernelHasTheKernelAndTheModelsModules() {
    assertThat(ids(knowing().resolve()))
        .containsExactly("kernel", "arch-llama", "format-packed", "tokenizer-spm");
  }

  @Test
  void knownModulesThatNobodyWantsStayOut() {
    assertThat(ids(knowing(FakeModule.of("network")).resolve())).doesNotContain("network");
  }

  @Test
  void requirementsComeWithAModuleAndBeforeIt() {
    FakeModule a = FakeModule.of("a").requires("m");
    FakeModule m = FakeModule.of("m").requires("z");
    FakeModule z = FakeModule.of("z");
    assertThat(ids(knowing(a, m, z).install(a).resolve()))
        .containsExactly("kernel", "arch-llama", "format-packed", "tokenizer-spm", "z", "m", "a");
  }

  @Test
  void theKernelStandsBeforeAllAlsoBeforeWhatItRequires() {
    FakeModule early = FakeModule.of("early");
    Resolution resolution =
        knowingOnly(
                FakeModule.of("kernel").requires("allocator"),
                FakeModule.of("zones").provides("allocator"),
                FakeModule.of("format-packed"),
                FakeModule.of("tokenizer-spm"),
                FakeModule.of("arch-llama"),
                early)
            .install(early)
            .resolve();
    assertThat(ids(resolution))
        .containsExactly(
            "kernel", "arch-llama", "early", "format-packed", "tokenizer-spm", "zones");
  }

  @Test
  void anInstalledProviderSatisfiesANameThatSeveralCouldProvide() {
    FakeModule repl = FakeModule.of("repl").requires("console");
    FakeModule screen = FakeModule.of("screen").provides("console");
    FakeModule serial = FakeModule.of("serial").provides("console");
    assertThat(ids(knowing(repl, screen, serial).install(repl).install(serial).resolve()))
        .contains("serial")
        .doesNotContain("screen");
  }

  @Test
  void aProviderThatIsPulledInForAnotherReasonSatisfiesToo() {
    FakeModule repl = FakeModule.of("repl").requires("console", "uart");
    FakeModule screen = FakeModule.of("screen").provides("console");
    FakeModule serial = FakeModule.of("serial").provides("console", "uart");
    assertThat(ids(knowing(repl, screen, serial).install(repl).resolve()))
        .contains("serial")
        .doesNotContain("screen");
  }

  @Test
  void reasonsSayWhoAsked() {
    FakeModule repl = FakeModule.of("repl").requires("sampler");
    Resolution resolution = knowing(repl, sampler).install(repl).install(sampler).resolve();
    assertThat(reasons(resolution, "sampler"))
        .containsExactly("installed at Storyteller.java:11", "required by \"repl\"");
    assertThat(reasons(resolution, "kernel")).containsExactly("part of every kernel");
    assertThat(reasons(resolution, "format-packed"))
        .containsExactly("required by the model at Storyteller.java:9");
  }

  @Test
  void theArchitectureThatTheModelNamesComesWithIt() {
    Resolution resolution =
        knowing(FakeModule.of("arch-qwen2"), FakeModule.of("arch-qwen3"))
            .architecture("qwen3")
            .resolve();
    assertThat(ids(resolution)).contains("arch-qwen3").doesNotContain("arch-llama", "arch-qwen2");
    assertThat(reasons(resolution, "arch-qwen3"))
        .containsExactly("required by the model at Storyteller.java:9");
  }

  @Test
  void aGgufFileBringsItsFormatAndItsTokenizer() {
    FakeDefinition definition =
        knowing(
                FakeModule.of("format-gguf"),
                FakeModule.of("tokenizer-bpe"),
                FakeModule.of("source-partition"))
            .file("m.gguf", 60_000_000)
            .tokenizer("tokenizer-bpe")
            .model(Model.gguf("m.gguf"));
    assertThat(ids(definition.resolve()))
        .containsExactly("kernel", "arch-llama", "format-gguf", "tokenizer-bpe");
    assertThat(ids(definition.file("m.gguf", 5L << 30).resolve())).contains("source-partition");
  }

  /** What each of several models wants comes along, and what chooses among them. */
  @Test
  void modelsBesideTheFirstBringWhatTheyWant() {
    FakeDefinition definition =
        knowing(FakeModule.of("format-gguf"), FakeModule.of("model-menu").provides("modelchoice"))
            .file("m.gguf", 60_000_000);
    Model first = Model.llama2c("models/story.bin").tokenizer("models/tokenizer.bin");
    assertThat(ids(definition.model(first).resolve()))
        .doesNotContain("model-menu", "format-gguf")
        .contains("format-packed");
    Resolution several = definition.model(first.and(Model.gguf("m.gguf"))).resolve();
    assertThat(ids(several)).contains("format-packed", "format-gguf", "model-menu");
    assertThat(reasons(several, "model-menu"))
        .containsExactly("required by the model at Storyteller.java:9");
  }

  /** FAT32 ends below 4 GiB; the image writer makes a partition for what is larger. */
  @Test
  void aModelThatIsTooLargeForAFileComesFromAPartition() {
    long largest = (4L << 30) - (32 << 10);
    assertThat(ids(ofModel(largest, model -> model))).doesNotContain("source-partition");
    assertThat(ids(ofModel(largest + 1, model -> model))).contains("source-partition");
    assertThat(ids(ofModel(10L << 30, model -> model.quantize(DataType.F16))))
        .contains("source-partition");
    assertThat(ids(ofModel(10L << 30, model -> model.quantize(DataType.Q4_0))))
        .doesNotContain("source-partition");
    assertThat(ids(ofModel(10L << 30, Model::asIs))).doesNotContain("source-partition");
    assertThat(reasons(ofModel(10L << 30, model -> model), "source-partition"))
        .containsExactly("required by the model at Storyteller.java:9");
  }

  private static Resolution ofModel(long bytes, UnaryOperator<Model> change) {
    Model model = Model.llama2c("models/story.bin").tokenizer("models/tokenizer.bin");
    return knowing(
            FakeModule.of("source-partition"),
            FakeModule.of("format-llama2c"),
            FakeModule.of("weights-f16"),
            FakeModule.of("weights-q4-0"))
        .profile(HardwareProfile.builder("large").memoryMiB(65536))
        .model(change.apply(model))
        .file("models/story.bin", bytes)
        .resolve();
  }

  @Test
  void theLastInstallationCounts() {
    Resolution resolution =
        knowing(sampler)
            .install(sampler, "temperature", 0.5, "top-p", 0.5)
            .install(sampler, "temperature", 0.7)
            .resolve();
    assertThat(module(resolution, "sampler").options().number("temperature")).isEqualTo(0.7);
    assertThat(module(resolution, "sampler").options().number("top-p")).isEqualTo(1.0);
    assertThat(reasons(resolution, "sampler")).containsExactly("installed at Storyteller.java:11");
  }

  @Test
  void profilesChangeOptionsAndOverridesChangeThemLast() {
    Resolution resolution =
        knowing(sampler)
            .install(sampler, "temperature", 0.5, "top-p", 0.5)
            .profile(
                HardwareProfile.builder("mine")
                    .with(sampler.with("temperature", 0.6, "top-p", 0.6)))
            .override("sampler.top-p", "0.7")
            .resolve();
    assertThat(module(resolution, "sampler").options().number("temperature")).isEqualTo(0.6);
    assertThat(module(resolution, "sampler").options().number("top-p")).isEqualTo(0.7);
  }

  @Test
  void profilesAddAndRemoveModules() {
    FakeModule fast = FakeModule.of("fast");
    FakeModule device = FakeModule.of("device");
    Resolution resolution =
        knowing(fast, device, sampler)
            .install(fast)
            .profile(HardwareProfile.builder("mine").without("fast").with("device"))
            .resolve();
    assertThat(ids(resolution)).contains("device").doesNotContain("fast");
    assertThat(reasons(resolution, "device"))
        .containsExactly("asked for by hardware profile \"mine\" at Storyteller.java:11");
  }

  @Test
  void aProfileThatRemovesOneOfTwoProvidersChoosesTheOther() {
    FakeModule repl = FakeModule.of("repl").requires("console");
    FakeModule screen = FakeModule.of("screen").provides("console");
    FakeModule serial = FakeModule.of("serial").provides("console");
    Resolution resolution =
        knowing(repl, screen, serial)
            .install(repl)
            .profile(HardwareProfile.builder("headless").without("screen"))
            .resolve();
    assertThat(ids(resolution)).contains("serial").doesNotContain("screen");
  }

  @Test
  void builtInProfilesNameModulesThatNeedNotBeKnown() {
    assertThat(ids(knowing().hardware("qemu").resolve())).doesNotContain("qemu-exit");
    assertThat(ids(knowing(FakeModule.of("qemu-exit")).hardware("qemu").resolve()))
        .contains("qemu-exit");
    for (HardwareProfile profile : BuiltInProfiles.all()) {
      assertThat(knowing().hardware(profile.name()).resolve().hardware()).isEqualTo(profile);
    }
  }

  @Test
  void theUsersProfileReplacesABuiltInOne() {
    FakeModule fast = FakeModule.of("fast").cpu(CpuFeature.AVX2);
    Resolution resolution =
        knowing(fast)
            .install(fast)
            .profile(HardwareProfile.builder("laptop-2012").cpu(CpuFeature.AVX2))
            .resolve();
    assertThat(resolution.hardware().location()).isPresent();
    assertThat(resolution.profiles()).hasSameSizeAs(BuiltInProfiles.all());
  }

  @Test
  void aModuleMayRequireWhatItProvidesItself() {
    FakeModule console = FakeModule.of("screen").provides("console").requires("console");
    assertThat(ids(knowing(console).install(console).resolve())).contains("screen");
  }

  @Test
  void aModuleMayExcludeAllOtherProvidersOfWhatItProvides() {
    FakeModule only = FakeModule.of("only").provides("console").conflicts("console");
    assertThat(ids(knowing(only).install(only).resolve())).contains("only");
  }

  @Test
  void forbiddingWhatIsNotThereIsFine() {
    assertThat(ids(knowing(FakeModule.of("network")).forbid("network").resolve())).isNotEmpty();
  }

  @Test
  void memoryIsEnoughForTheWeightsAndAQuarterMore() {
    long mib = 1 << 20;
    HardwareProfile.Builder profile = HardwareProfile.builder("small").memoryMiB(100);
    assertThat(knowing().file("models/story.bin", 80 * mib).profile(profile).resolve()).isNotNull();
    assertThatThrownBy(
            () -> knowing().file("models/story.bin", 80 * mib + 1).profile(profile).resolve())
        .isInstanceOf(DeclarationException.class)
        .hasMessageStartingWith("[HARDWARE_LACKS]");
    assertThatThrownBy(
            () -> knowing().file("models/story.bin", Long.MAX_VALUE).profile(profile).resolve())
        .isInstanceOf(DeclarationException.class);
  }

  @Test
  void boundsOfARangeAreInside() {
    Resolution resolution =
        knowing(sampler).install(sampler, "temperature", 2.0, "top-p", 0.0).resolve();
    assertThat(module(resolution, "sampler").options().number("temperature")).isEqualTo(2.0);
    assertThatThrownBy(
            () -> knowing(sampler).install(sampler, "temperature", Math.nextUp(2.0)).resolve())
        .isInstanceOf(DeclarationException.class);
    assertThatThrownBy(() -> knowing(sampler).install(sampler, "temperature", Double.NaN).resolve())
        .isInstanceOf(DeclarationException.class);
  }

  private static List<String> ids(Resolution resolution) {
    return resolution.modules().stream().map(PlannedModule::id).toList();
  }

  private static PlannedModule module(Resolution resolution, String id) {
    return resolution.modules().stream()
        .filter(module -> module.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> reasons(Resolution resolution, String id) {
    return module(resolution, id).reasons().stream().map(Reason::text).toList();
  }
}
