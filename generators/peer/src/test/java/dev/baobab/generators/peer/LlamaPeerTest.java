// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program and the library; what llama.cpp makes of models is tested with our kernels. */
class LlamaPeerTest {
  private static final Path FOLDER = Path.of("target", "peer");
  private static final short HALF_OF_ONE = 0x3c00; // 1.0 as float16

  private static LlamaPeer peer;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    peer = LlamaPeer.build(FOLDER);
  }

  /** Two blocks whose scale is 1, so that each quant is its value. */
  private static float[] wholeNumbers(int greatest) {
    float[] values = new float[64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % (greatest + 1);
    }
    values[0] = -greatest;
    values[32] = -greatest;
    return values;
  }

  @Test
  void quantizesToBytes() throws IOException, InterruptedException {
    float[] values = wholeNumbers(127);

    byte[] quantized = peer.quantize("Q8_0", values, 64);

    assertThat(quantized).hasSize(2 * 34);
    ByteBuffer blocks = ByteBuffer.wrap(quantized).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 2; block++) {
      assertThat(blocks.getShort()).isEqualTo(HALF_OF_ONE);
      for (int i = 0; i < 32; i++) {
        assertThat((float) blocks.get()).isEqualTo(values[32 * block + i]);
      }
    }
  }

  @Test
  void quantizesToHalfBytes() throws IOException, InterruptedException {
    float[] values = wholeNumbers(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == 8 ? 7 : values[i];
    }

    byte[] quantized = peer.quantize("Q4_0", values, 32);

    assertThat(quantized).hasSize(2 * 18);
    ByteBuffer blocks = ByteBuffer.wrap(quantized).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 2; block++) {
      assertThat(blocks.getShort()).isEqualTo(HALF_OF_ONE);
      for (int i = 0; i < 16; i++) {
        int pair = blocks.get();
        assertThat((float) ((pair & 15) - 8)).isEqualTo(values[32 * block + i]);
        assertThat((float) ((pair >> 4 & 15) - 8)).isEqualTo(values[32 * block + 16 + i]);
      }
    }
  }

  /** Scale 0.5, quants 0 to 31. */
  @Test
  void dequantizesBytes() throws IOException, InterruptedException {
    ByteBuffer block = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
    block.putShort((short) 0x3800);
    for (int i = 0; i < 32; i++) {
      block.put((byte) i);
    }

    float[] values = peer.dequantize("Q8_0", block.array());

    assertThat(values).hasSize(32);
    for (int i = 0; i < 32; i++) {
      assertThat(values[i]).isEqualTo(0.5f * i);
    }
  }

  @Test
  void roundsToHalves() throws IOException, InterruptedException {
    byte[] halves = peer.quantize("F16", new float[] {1, -2, 65504, 0x1p-24f}, 4);
    byte[] tops = peer.quantize("BF16", new float[] {1, -2, 65504, 0x1p-24f}, 4);

    assertThat(shorts(halves)).containsExactly(0x3c00, 0xc000, 0x7bff, 0x0001);
    assertThat(shorts(tops)).containsExactly(0x3f80, 0xc000, 0x4780, 0x3380);
  }

  private static int[] shorts(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[bytes.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.getShort() & 0xffff;
    }
    return values;
  }

  @Test
  void tellsWhatItCannotDo() throws IOException {
    Path model = Files.writeString(folder.resolve("model.gguf"), "no model");

    assertThatThrownBy(() -> peer.quantize("Q9_9", new float[32], 32))
        .hasMessageContaining("Q9_9 is no type of ggml's");
    assertThatThrownBy(() -> peer.dequantize("F32", new byte[4]))
        .hasMessageContaining("F32 needs no dequantization");
    assertThatThrownBy(() -> peer.quantize("Q8_0", new float[33], 32))
        .hasMessageContaining("33 floats are no whole number of rows of 32");
    assertThatThrownBy(() -> peer.logits(model, new int[] {1}))
        .hasMessageContaining("model.gguf: llama.cpp cannot load it");
  }

  @Test
  void refusesOtherLibraries() throws IOException, InterruptedException {
    LlamaPeer other = LlamaPeer.build(FOLDER, Path.of("/lib/x86_64-linux-gnu/libm.so.6"));
    LlamaPeer none = LlamaPeer.build(FOLDER, folder.resolve("none.so"));

    assertThatThrownBy(() -> other.quantize("F16", new float[4], 4))
        .hasMessageContaining("the library lacks llama_model_default_params");
    assertThatThrownBy(() -> none.quantize("F16", new float[4], 4))
        .hasMessageContaining("the library cannot be loaded");
  }
}
