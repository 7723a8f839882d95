// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatgguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baobab.generators.models.codec.Half;
import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.CTests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of any bytes have the values that llama.cpp's reference gives them, bit for bit. */
class DequantizePeerTest {
  private static final int BLOCKS = 4096;
  private static final int COLUMNS = 1024;
  private static final int EXPONENT = 0x7c00; // of a float16

  private static LlamaPeer peer;
  private static Path program;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    peer = LlamaPeer.build(Path.of("target", "peer"));
    program = CTests.program("convert_rows");
  }

  private float[] ours(String type, byte[] blocks) throws IOException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.wrap(convert("floats", type, blocks));
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private byte[] convert(String task, String type, byte[] rows)
      throws IOException, InterruptedException {
    Path in = Files.write(folder.resolve("in"), rows);
    Path out = folder.resolve("out");
    CTests.run(program, task, type, COLUMNS, in, out);
    return Files.readAllBytes(out);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    // As canonical NaNs: which of two operands' payload survives is not the format's.
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return bits;
  }

  @ParameterizedTest
  @CsvSource({
    "F16,1,2",
    "BF16,1,2",
    "Q4_0,32,18",
    "Q4_1,32,20",
    "Q5_0,32,22",
    "Q5_1,32,24",
    "Q8_0,32,34",
    "IQ4_NL,32,18",
    "Q2_K,256,84",
    "Q3_K,256,110",
    "Q4_K,256,144",
    "Q5_K,256,176",
    "Q6_K,256,210"
  })
  void anyBytes(String type, int values, int bytes) throws IOException, InterruptedException {
    byte[] blocks = new byte[Math.max(BLOCKS, COLUMNS / values) * bytes];
    new Random(7).nextBytes(blocks);

    float[] theirs = peer.dequantize(type, blocks);

    assertThat(theirs).hasSize(blocks.length / bytes * values);
    assertThat(bits(ours(type, blocks))).isEqualTo(bits(theirs));
  }

  /** What becomes of a block in memory: its values, quantized by llama.cpp to Q8_0. */
  @ParameterizedTest
  @CsvSource({
    "Q5_1,32,24,0,2",
    "Q2_K,256,84,80,82",
    "Q3_K,256,110,108,108",
    "Q5_K,256,176,0,2",
    "Q6_K,256,210,208,208"
  })
  void quantizedAgain(String type, int values, int bytes, int scale, int least)
      throws IOException, InterruptedException {
    byte[] blocks = finite(bytes, scale, least);

    byte[] ours = convert("q8_0", type, blocks);

    float[] floats = peer.dequantize(type, blocks);
    assertThat(ours).isEqualTo(peer.quantize("Q8_0", floats, COLUMNS));
  }

  /** These keep their values. */
  @ParameterizedTest
  @CsvSource({"Q5_0,22", "IQ4_NL,18"})
  void widened(String type, int bytes) throws IOException, InterruptedException {
    byte[] blocks = finite(bytes, 0, 0);

    byte[] ours = convert("q8_0", type, blocks);

    assertThat(bits(peer.dequantize("Q8_0", ours))).isEqualTo(bits(peer.dequantize(type, blocks)));
  }

  /** Q4_K keeps its quants; its scales and minima are rounded, each by 2^-11 at most. */
  @Test
  void withRoundedScales() throws IOException, InterruptedException {
    byte[] blocks = finite(144, 0, 2);

    byte[] ours = convert("q4_1", "Q4_K", blocks);

    float[] exact = peer.dequantize("Q4_K", blocks);
    float[] got = peer.dequantize("Q4_1", ours);
    assertThat(got).hasSameSizeAs(exact);
    for (int i = 0; i < got.length; i++) {
      int block = i / 32 * 20;
      double minimum = Math.abs((double) half(ours, block + 2));
      double product = Math.abs(15.0 * half(ours, block));
      assertThat((double) got[i])
          .isCloseTo(exact[i], within((product + minimum) * 0x1.01p-11 + 16 * 0x1p-25));
    }
  }

  private static float half(byte[] bytes, int at) {
    return Half.toFloat((short) ((bytes[at] & 0xff) | bytes[at + 1] << 8));
  }

  /** Random blocks whose scales are finite, and below 2: what they make of quants fits Q8_0. */
  private static byte[] finite(int bytes, int scale, int least) {
    byte[] blocks = new byte[BLOCKS * bytes];
    new Random(11).nextBytes(blocks);
    for (int block = 0; block < BLOCKS; block++) {
      for (int at : new int[] {scale, least}) {
        blocks[block * bytes + at + 1] &= (byte) ~(EXPONENT >> 8 & 0x40);
      }
    }
    return blocks;
  }
}
