// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.emitters.report.Quality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityFileTest {
  private static final Quality MEASURED = new Quality("story.txt", 224, 1.352, 1.35);

  @TempDir Path folder;
  private final Model model = Model.llama2c("model.bin").quantize(DataType.Q8_0);
  private Path kept;

  @BeforeEach
  void measured() throws IOException {
    Files.writeString(folder.resolve("model.bin"), "weights");
    kept = folder.resolve("kernel/quality.properties");
    file(model).write(MEASURED, new byte[] {1, 2, 3});
  }

  @Test
  void isKept() throws IOException {
    assertThat(file(model).read()).contains(MEASURED);
    // The SHA-256 of 1, 2, 3.
    assertThat(kept)
        .content()
        .contains("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
  }

  @Test
  void nothingIsKeptAtFirst() throws IOException {
    Files.delete(kept);

    assertThat(file(model).read()).isEmpty();
  }

  @Test
  void anotherTypeIsAnotherModel() throws IOException {
    assertThat(file(model.quantize(DataType.Q4_0)).read()).isEmpty();
  }

  @Test
  void anotherConstantIsAnotherModel() throws IOException {
    assertThat(file(model.ropeTheta(500_000)).read()).isEmpty();
  }

  @Test
  void aChangedFileIsAnotherModel() throws IOException {
    Files.setLastModifiedTime(folder.resolve("model.bin"), FileTime.fromMillis(1));

    assertThat(file(model).read()).isEmpty();
  }

  @Test
  void aDamagedFileIsAnError() throws IOException {
    Files.writeString(kept, Files.readString(kept).replace("1.352", "good"));

    assertThatThrownBy(() -> file(model).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("quality.properties is damaged")
        .hasMessageContaining("delete it, and measure again");
  }

  private QualityFile file(Model measured) throws IOException {
    return new QualityFile(kept, measured, folder);
  }
}
