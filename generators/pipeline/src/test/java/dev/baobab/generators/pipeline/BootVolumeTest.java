// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.Model;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.OptionValues;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.Contributions;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.hardware.BuiltInProfiles;
import dev.baobab.generators.resolver.PlannedModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootVolumeTest {
  private static final Model MODEL = Model.llama2c("my/model.bin").tokenizer("my/tokenizer.bin");

  @TempDir Path project;
  private Path efiFile;
  private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(project.resolve("my"));
    Files.writeString(project.resolve("my/packed.bbw"), "weights");
    Files.writeString(project.resolve("my/tokenizer.bin"), "tokens");
    Files.writeString(project.resolve("baobab.cfg"), "story.steps = 7\n");
    efiFile = Files.writeString(project.resolve("BOOTX64.EFI"), "kernel");
    folder = project.resolve("target/volume");
  }

  @Test
  void theKernelWhereFirmwareLooksForItAndTheModel() {
    assertThat(volume(MODEL).files())
        .containsExactly(
            Map.entry("EFI/BOOT/BOOTX64.EFI", efiFile),
            Map.entry("models/model.bbw", project.resolve("my/packed.bbw")),
            Map.entry("models/tokenizer.bin", project.resolve("my/tokenizer.bin")));
  }

  @Test
  void modelsBesideItHaveTokenizersOfTheirOwn() {
    Model both =
        MODEL.and(
            Model.gguf("my/chat.gguf"),
            Model.llama2c("my/story.v2.bin").tokenizer("my/tokenizer.bin"));
    assertThat(volume(both).files())
        .containsExactly(
            Map.entry("EFI/BOOT/BOOTX64.EFI", efiFile),
            Map.entry("models/model.bbw", project.resolve("my/packed.bbw")),
            Map.entry("models/tokenizer.bin", project.resolve("my/tokenizer.bin")),
            Map.entry("models/chat.gguf", project.resolve("my/1")),
            Map.entry("models/story.v2.bbw", project.resolve("my/2")),
            Map.entry("models/story.v2.tokenizer.bin", project.resolve("my/tokenizer.bin")));
  }

  @Test
  void theConfigurationGoesAlongIfTheKernelReadsIt() throws IOException {
    assertThat(volume(MODEL, "config-file").files())
        .containsEntry("baobab.cfg", project.resolve("baobab.cfg"));

    Files.delete(project.resolve("baobab.cfg"));
    assertThat(volume(MODEL, "config-file").files()).doesNotContainKey("baobab.cfg");
  }

  @Test
  void twoFilesOfOneNameAreAnError() throws IOException {
    Path other = Files.createDirectories(project.resolve("other")).resolve("model.bbw");
    Files.writeString(other, "tokens");

    assertThatThrownBy(() -> volume(MODEL.tokenizer("other/model.bbw")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("my/packed.bbw")
        .hasMessageContaining("other/model.bbw")
        .hasMessageContaining("To fix: give one of them another name");
  }

  @Test
  void theFolderHoldsTheFilesAndNothingElse() throws IOException {
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models/old.bin"), "old");
    Files.writeString(folder.resolve("baobab.cfg"), "old");

    volume(MODEL).layOut(folder);

    assertThat(names())
        .containsExactly("EFI/BOOT/BOOTX64.EFI", "models/model.bbw", "models/tokenizer.bin");
    assertThat(folder.resolve("models/model.bbw")).hasContent("weights");
  }

  @Test
  void theFolderFollowsFilesThatAreReplaced() throws IOException {
    volume(MODEL).layOut(folder);
    Files.delete(efiFile);
    Files.writeString(efiFile, "a newer kernel");

    volume(MODEL).layOut(folder);

    assertThat(folder.resolve("EFI/BOOT/BOOTX64.EFI")).hasContent("a newer kernel");
  }

  private BootVolume volume(Model model, String... modules) {
    Plan plan =
        new Plan(
            "test",
            model,
            BuiltInProfiles.all().get(0),
            BuiltInProfiles.all(),
            Arrays.stream(modules).map(BootVolumeTest::module).toList(),
            new Contributions(List.of(), List.of()),
            SourceTree.empty());
    List<Path> weights =
        Stream.of("packed.bbw", "1", "2")
            .limit(model.all().size())
            .map(project.resolve("my")::resolve)
            .toList();
    return BootVolume.of(plan, project, efiFile, weights);
  }

  private static PlannedModule module(String id) {
    ModuleDescriptor descriptor =
        new ModuleDescriptor(
            id,
            "Fake.options",
            "",
            "",
            Set.of(),
            List.of(),
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of());
    return new PlannedModule(descriptor, new OptionValues(descriptor, Map.of()), List.of(), null);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
