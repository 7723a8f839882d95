// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.codec.RowCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of each type are those that llama.cpp's reference quantizers write. */
class RowCodecPeerTest {
  private static final int BLOCKS = 4096;

  private static LlamaPeer peer;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    peer = LlamaPeer.build(Path.of("target", "peer"));
  }

  /** Values of each kind that the rounding could go wrong with, a block at a time. */
  private static List<Named<IntFunction<float[]>>> sources() {
    Random random = new Random(42);
    return List.of(
        Named.of("normal", block -> values(i -> (float) random.nextGaussian())),
        Named.of("like weights", block -> values(i -> (float) (random.nextGaussian() * 0.02))),
        Named.of(
            "any magnitude",
            block -> {
              int exponent = random.nextInt(254) + 1;
              return values(i -> random(random, exponent));
            }),
        Named.of(
            "mixed magnitudes", block -> values(i -> random(random, 100 + random.nextInt(30)))),
        Named.of("any bits", block -> values(i -> finite(random))),
        Named.of(
            "subnormal",
            block -> {
              int bits = random.nextInt(23);
              return values(
                  i ->
                      Float.intBitsToFloat(
                          (random.nextInt() & 0x80000000)
                              | (random.nextInt() & ((2 << bits) - 1))));
            }),
        Named.of("zeros", block -> values(i -> block % 2 == 0 ? 0f : -0f)),
        Named.of(
            "one value",
            block -> {
              float value = finite(random);
              return values(i -> i == block % 32 ? value : 0);
            }),
        Named.of(
            "all the same",
            block -> {
              float value = finite(random);
              return values(i -> value);
            }),
        Named.of(
            "ties of Q8_0",
            block -> {
              // 127 * 2^k is the greatest, so the scale is 2^k and the halves are exact.
              float scale = Math.scalb(1f, random.nextInt(60) - 40);
              return values(i -> i == 0 ? 127 * scale : (random.nextInt(254) - 127 + 0.5f) * scale);
            }),
        Named.of(
            "ties of Q4_0",
            block -> {
              float scale = Math.scalb(1f, random.nextInt(60) - 40);
              float sign = random.nextBoolean() ? 1 : -1;
              return values(
                  i -> i == 0 ? 8 * sign * scale : (random.nextInt(16) - 8 + 0.5f) * scale);
            }),
        Named.of(
            "ties of Q4_1",
            block -> {
              float scale = Math.scalb(1f, random.nextInt(60) - 40);
              float least = (random.nextInt(64) - 32) * scale;
              return values(i -> least + (i < 2 ? 15 * i : random.nextInt(15) + 0.5f) * scale);
            }),
        Named.of(
            "equal extremes", block -> values(i -> (random.nextBoolean() ? 1 : -1) * (1f + block))),
        Named.of(
            "half precision's ties",
            block ->
                values(
                    i ->
                        Float.intBitsToFloat(
                            ((random.nextInt(0x10000) << 13) & 0x0fffffff) | 0x38001000))),
        Named.of(
            "half precision's ends",
            block ->
                values(
                    i ->
                        Float.intBitsToFloat(
                            (random.nextBoolean() ? 0x477fe000 : 0x33000000)
                                + random.nextInt(0x4000)
                                - 0x2000))),
        Named.of("greatest", block -> values(i -> (i % 2 == 0 ? 1 : -1) * Float.MAX_VALUE)));
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(DataType.values())
        .filter(type -> type != DataType.F32)
        .flatMap(type -> sources().stream().map(source -> Arguments.of(type, source)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bytesAreThoseOfLlamaCpp(DataType type, IntFunction<float[]> source)
      throws IOException, InterruptedException {
    int columns = DataType.BLOCK * 8;
    float[] values = new float[BLOCKS * DataType.BLOCK];
    for (int block = 0; block < BLOCKS; block++) {
      System.arraycopy(source.apply(block), 0, values, block * DataType.BLOCK, DataType.BLOCK);
    }
    byte[] ours = new byte[(int) type.rowBytes(values.length)];

    RowCodec.of(type).encode(values, 0, values.length, ours, 0);

    byte[] theirs = peer.quantize(type.name(), values, columns);
    assertThat(theirs).hasSameSizeAs(ours);
    int blockBytes = (int) type.rowBytes(DataType.BLOCK);
    for (int block = 0; block < BLOCKS; block++) {
      int at = block * blockBytes;
      if (Arrays.mismatch(ours, at, at + blockBytes, theirs, at, at + blockBytes) >= 0) {
        int first = block * DataType.BLOCK;
        assertThat(HexFormat.of().formatHex(ours, at, at + blockBytes))
            .as(
                "block %d: %s",
                block, Arrays.toString(Arrays.copyOfRange(values, first, first + DataType.BLOCK)))
            .isEqualTo(HexFormat.of().formatHex(theirs, at, at + blockBytes));
      }
    }
  }

  private interface Values {
    float at(int index);
  }

  private static float[] values(Values source) {
    float[] values = new float[DataType.BLOCK];
    IntStream.range(0, values.length).forEach(i -> values[i] = source.at(i));
    return values;
  }

  private static float random(Random random, int exponent) {
    return Float.intBitsToFloat((random.nextInt() & 0x807fffff) | (exponent << 23));
  }

  private static float finite(Random random) {
    return random(random, random.nextInt(255));
  }
}
