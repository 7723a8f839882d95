// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.models.codec.GgmlType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of blocks are llama.cpp's, bit for bit. */
class BlockDecoderPeerTest {
  private static final int ROWS = 64;
  private static final int COLUMNS = 1024;

  private static LlamaPeer peer;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    peer = LlamaPeer.build(Path.of("target", "peer"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void ofWeights(GgmlType type) throws IOException, InterruptedException {
    assertSame(type, peer.quantize(type.name(), weights(), COLUMNS));
  }

  /** Every bit of a block matters somewhere; a scale that is no number says nothing, though. */
  @ParameterizedTest
  @MethodSource("types")
  void ofAnyBits(GgmlType type) throws IOException, InterruptedException {
    byte[] blocks = new byte[Math.toIntExact(ROWS * type.rowBytes(COLUMNS))];
    new Random(7).nextBytes(blocks);
    assertSame(type, blocks);
  }

  /** All that can be decoded but float32, which says nothing. */
  static Stream<GgmlType> types() {
    return Arrays.stream(GgmlType.values())
        .filter(type -> type.decoder().isPresent() && type != GgmlType.F32);
  }

  private static float[] weights() {
    Random random = new Random(42);
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.02 * (1 + i / COLUMNS));
    }
    return values;
  }

  private static void assertSame(GgmlType type, byte[] blocks)
      throws IOException, InterruptedException {
    float[] ours = new float[ROWS * COLUMNS];
    type.decoder().orElseThrow().decode(blocks, 0, ours.length, ours, 0);

    float[] theirs = peer.dequantize(type.name(), blocks);

    assertThat(bits(ours)).isEqualTo(bits(theirs));
    assertThat(Arrays.stream(bits(ours)).distinct().count()).isGreaterThan(1000);
  }

  /** The bits of values, where a NaN is a NaN. */
  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
