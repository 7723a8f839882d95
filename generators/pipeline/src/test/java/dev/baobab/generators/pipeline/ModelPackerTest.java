// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.image.ProgressListener;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.gguf.GgufContent;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufValue;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.models.packed.PackedModelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackerTest {
  private static final Model MODEL = Model.llama2c("tiny.bin").tokenizer("tokenizer.bin");

  @TempDir Path project;
  private final List<String> heard = new ArrayList<>();

  /** A model of width 32 with one layer, a head and two tokens, all weights 1. */
  @BeforeEach
  void aModel() throws IOException {
    int elements = 2 * 32 + 2 * 32 + 4 * 32 * 32 + 3 * 32 * 32 + 32 + 4 * 32;
    ByteBuffer out = ByteBuffer.allocate(28 + 4 * elements).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : new int[] {32, 32, 1, 1, 1, 2, 4}) {
      out.putInt(number);
    }
    while (out.hasRemaining()) {
      out.putFloat(1);
    }
    Files.write(project.resolve("tiny.bin"), out.array());
  }

  private Path pack(Model model) throws IOException {
    heard.clear();
    ProgressListener listener =
        (label, done, total) -> {
          if (done == total) {
            heard.add(label);
          }
        };
    Path folder = project.resolve("target/models");
    return new ModelPacker(model, project.resolve(model.weights()), folder, listener).file();
  }

  @Test
  void packsOnceAndThenNothing() throws IOException {
    Path packed = pack(MODEL.quantize(DataType.Q8_0));

    assertThat(packed).isEqualTo(project.resolve("target/models/tiny.bbw"));
    assertThat(heard).contains("pack tiny.bbw");
    FileTime time = Files.getLastModifiedTime(packed);
    assertThat(pack(MODEL.quantize(DataType.Q8_0))).isEqualTo(packed);
    assertThat(heard).isEmpty();
    assertThat(Files.getLastModifiedTime(packed)).isEqualTo(time);
  }

  @Test
  void anotherTypeIsPackedAgain() throws IOException {
    pack(MODEL);
    assertThat(heard).isNotEmpty();
    Path packed = pack(MODEL.quantize(DataType.Q4_0));

    assertThat(heard).isNotEmpty();
    try (PackedModelFile file = PackedModelFile.open(packed)) {
      assertThat(file.header().name()).isEqualTo("tiny Q4_0");
    }
  }

  @Test
  void aChangedSourceIsPackedAgain() throws IOException {
    pack(MODEL);
    Files.setLastModifiedTime(project.resolve("tiny.bin"), FileTime.fromMillis(1));
    pack(MODEL);

    assertThat(heard).isNotEmpty();
  }

  @Test
  void aDamagedFileIsPackedAgain() throws IOException {
    Path packed = pack(MODEL);
    Files.writeString(packed, "damaged");
    pack(MODEL);

    assertThat(heard).isNotEmpty();
    try (PackedModelFile file = PackedModelFile.open(packed)) {
      file.verify();
    }
  }

  @Test
  void asItIsTheFileIsTheModelsOwn() throws IOException {
    assertThat(pack(MODEL.asIs())).isEqualTo(project.resolve("tiny.bin"));
    assertThat(heard).isEmpty();
    assertThat(project.resolve("target")).doesNotExist();
  }

  private Model aGgufFile() throws IOException {
    byte[] ones = new byte[2 * 32 * Float.BYTES];
    GgufWriter.write(
        Map.of("general.architecture", GgufValue.string("llama")),
        List.of(new GgufContent("output.weight", List.of(32, 2), GgmlType.F32, ones)),
        project.resolve("tiny.gguf"));
    return Model.gguf("tiny.gguf");
  }

  @Test
  void aGgufFileIsTheModelsOwn() throws IOException {
    assertThat(pack(aGgufFile())).isEqualTo(project.resolve("tiny.gguf"));
    assertThat(heard).isEmpty();
  }

  @Test
  void aGgufFileIsQuantizedOnceAndThenNothing() throws IOException {
    Model model = aGgufFile().quantize(DataType.Q8_0);
    Path quantized = pack(model);

    assertThat(quantized).isEqualTo(project.resolve("target/models/tiny.gguf"));
    assertThat(heard).contains("quantize tiny.gguf");
    try (GgufFile file = GgufFile.open(quantized)) {
      assertThat(file.tensors().get("output.weight").type()).isEqualTo(GgmlType.Q8_0);
      assertThat(file.metadata()).containsKey("general.architecture");
    }
    assertThat(pack(model)).isEqualTo(quantized);
    assertThat(heard).isEmpty();
    pack(model.quantize(DataType.F16));
    assertThat(heard).isNotEmpty();
  }
}
