// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {
  @TempDir Path folder;
  private Path model;
  private Path image;

  @BeforeEach
  void anImageThatIsCurrent() throws IOException {
    model = Files.writeString(folder.resolve("model.bin"), "weights");
    image = Files.writeString(folder.resolve("test.img"), "image");
    stamp("models/model.bin").keep();
    assertThat(stamp("models/model.bin").isCurrent()).isTrue();
  }

  @Test
  void aTouchedFileMakesItOld() throws IOException {
    Files.setLastModifiedTime(model, FileTime.fromMillis(1));

    assertThat(stamp("models/model.bin").isCurrent()).isFalse();
  }

  @Test
  void anotherPathOnTheVolumeMakesItOld() throws IOException {
    assertThat(stamp("models/other.bin").isCurrent()).isFalse();
  }

  @Test
  void anImageThatSomeoneElseWroteIsOld() throws IOException {
    Files.writeString(image, "another image");

    assertThat(stamp("models/model.bin").isCurrent()).isFalse();
  }

  @Test
  void anImageThatIsGoneIsOld() throws IOException {
    Files.delete(image);

    assertThat(stamp("models/model.bin").isCurrent()).isFalse();
  }

  @Test
  void anImageWithoutAStampIsOld() throws IOException {
    Files.delete(folder.resolve("test.img.stamp"));

    assertThat(stamp("models/model.bin").isCurrent()).isFalse();
  }

  private FileStamp stamp(String path) throws IOException {
    return new FileStamp(new BootVolume(Map.of(path, model)).facts(), image);
  }
}
