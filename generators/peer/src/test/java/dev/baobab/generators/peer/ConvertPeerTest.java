// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.convert.ModelConverter;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufTensor;
import dev.baobab.generators.models.gguf.WritingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * llama.cpp loads what is converted and predicts what llama2.c does; weights in another type are
 * those that llama.cpp makes of the same weights, bit for bit.
 */
class ConvertPeerTest {
  private static final Path MODELS = Path.of("../../../shared/models");
  private static final int BEGIN = 1;

  private static LlamaPeer peer;
  private static int[] golden;

  @TempDir static Path folder;
  private static Path float32;

  @BeforeAll
  static void convertOne() throws IOException, InterruptedException {
    peer = LlamaPeer.build(Path.of("target", "peer"));
    String ids = Files.readString(MODELS.resolve("golden/stories260K-greedy.ids"));
    golden = Arrays.stream(ids.strip().split(" ")).mapToInt(Integer::parseInt).toArray();
    float32 = folder.resolve("float32.gguf");
    ModelConverter.convert(
        MODELS.resolve("stories260K.bin"),
        float32,
        Optional.empty(),
        Optional.of(MODELS.resolve("tok512.bin")),
        WritingListener.NONE);
  }

  private static Path requantize(Path from, DataType type) throws IOException {
    Path to = folder.resolve("of-%s-%s.gguf".formatted(from.getFileName(), type));
    ModelConverter.convert(from, to, Optional.of(type), Optional.empty(), WritingListener.NONE);
    return to;
  }

  @Test
  void theGoldenStoryTokenForToken() throws IOException, InterruptedException {
    assertThat(peer.greedy(float32, new int[] {BEGIN}, golden.length)).isEqualTo(golden);
    // From float32 to float32 nothing may change.
    Path again = requantize(float32, DataType.F32);
    assertThat(peer.greedy(again, new int[] {BEGIN}, golden.length)).isEqualTo(golden);
    assertThat(peer.tokenize(again, "Lily and Ben found a map"))
        .isEqualTo(peer.tokenize(float32, "Lily and Ben found a map"));
  }

  @ParameterizedTest
  @EnumSource(names = "F32", mode = EnumSource.Mode.EXCLUDE)
  void weightsAreLlamaCpps(DataType type) throws IOException, InterruptedException {
    try (GgufFile source = GgufFile.open(float32);
        GgufFile made = GgufFile.open(requantize(float32, type))) {
      Set<GgmlType> types = EnumSet.noneOf(GgmlType.class);
      for (GgufTensor tensor : made.tensors().values()) {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        source.data(tensor.name()).orElseThrow().floats(0, tensor.rows(), values);
        if (tensor.type() == GgmlType.F32) {
          assertThat(tensor.vector()).isTrue();
          assertThat(floats(made, tensor)).isEqualTo(values);
        } else {
          types.add(tensor.type());
          byte[] theirs = peer.quantize(tensor.type().name(), values, tensor.columns());
          assertThat(bytes(made, tensor)).as(tensor.name()).isEqualTo(theirs);
        }
      }
      assertThat(types).contains(GgmlType.of(type));
    }
  }

  /** What was lost before is not made up for, but nothing else is lost. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "Q8_0", "Q4_0", "Q4_1"})
  void backToFloat32(DataType type) throws IOException, InterruptedException {
    Path small = requantize(float32, type);
    Path large = requantize(small, DataType.F32);

    try (GgufFile source = GgufFile.open(small);
        GgufFile made = GgufFile.open(large)) {
      for (GgufTensor tensor : made.tensors().values()) {
        assertThat(tensor.type()).isEqualTo(GgmlType.F32);
        assertThat(floats(made, tensor))
            .isEqualTo(floats(source, source.tensors().get(tensor.name())));
      }
    }
    int count = 16;
    assertThat(peer.greedy(large, new int[] {BEGIN}, count)).hasSize(count);
  }

  private static float[] floats(GgufFile file, GgufTensor tensor) throws IOException {
    float[] values = new float[Math.toIntExact(tensor.elements())];
    file.data(tensor.name()).orElseThrow().floats(0, tensor.rows(), values);
    return values;
  }

  private static byte[] bytes(GgufFile file, GgufTensor tensor) throws IOException {
    TensorData data = file.data(tensor.name()).orElseThrow();
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    data.bytes(0, tensor.rows(), bytes);
    return bytes;
  }
}
