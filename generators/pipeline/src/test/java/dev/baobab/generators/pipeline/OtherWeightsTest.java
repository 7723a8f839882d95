// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherWeightsTest {
  private static final Model STORIES =
      Model.llama2c("stories.bin").tokenizer("tokenizer.bin").quantize(DataType.Q8_0);

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void anotherFileOfLlama2cKeepsTheRest() throws IOException {
    Path file = file("other.bin", "\1\0\0\0");

    Model model = OtherWeights.of(STORIES, file);

    assertThat(model.isGguf()).isFalse();
    assertThat(model.weights()).isEqualTo(file.toString());
    assertThat(model.tokenizer()).contains("tokenizer.bin");
    assertThat(model.quantization()).contains(DataType.Q8_0);
  }

  /** Whatever it is called. */
  @Test
  void aGgufFileBringsItsOwn() throws IOException {
    Model other = Model.gguf("second.gguf");

    Model model = OtherWeights.of(STORIES.and(other), file("other.bin", "GGUF\3\0\0\0"));

    assertThat(model.isGguf()).isTrue();
    assertThat(model.tokenizer()).isEmpty();
    assertThat(model.quantization()).isEmpty();
    assertThat(model.others()).containsExactly(other);
  }

  @Test
  void aFileOfLlama2cForGguf() throws IOException {
    Model model = OtherWeights.of(Model.gguf("model.gguf"), file("other.bin", ""));

    assertThat(model.isGguf()).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsLeftToTheResolver() {
    Model model = OtherWeights.of(STORIES, folder.resolve("missing.gguf"));

    assertThat(model.weights()).isEqualTo(folder.resolve("missing.gguf").toString());
  }
}
