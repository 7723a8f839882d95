// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baobab.dsl.DataType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodeTest {
  /** The greatest error for a block whose greatest magnitude is 1. */
  private static double error(DataType type) {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 0x1p-12;
      case BF16 -> 0x1p-9;
      case Q8_0 -> 0.5 / 127 * 1.01 + 0x1p-11;
      case Q4_0 -> 1.0 / 8 * 1.01; // the greatest of the other sign is cut from 8 to 7
      case Q4_1 -> 1.0 / 15 * 1.01;
    };
  }

  @ParameterizedTest
  @EnumSource
  void whatWasEncodedIsAlmostTheSame(DataType type) {
    Random random = new Random(1);
    float[] values = new float[DataType.BLOCK * 100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % DataType.BLOCK == 7 ? 1 : random.nextFloat() * 2 - 1;
    }
    byte[] bytes = new byte[3 + (int) type.rowBytes(values.length)];
    float[] decoded = new float[values.length + 2];

    RowCodec.of(type).encode(values, 0, values.length, bytes, 3);
    RowCodec.of(type).decode(bytes, 3, values.length, decoded, 2);

    for (int i = 0; i < values.length; i++) {
      assertThat((double) decoded[2 + i]).isCloseTo(values[i], within(error(type)));
    }
  }

  @Test
  void aBlockOfQ8() {
    byte[] bytes = new byte[34];
    LittleEndian.putShort(bytes, 0, Half.fromFloat(0.5f));
    bytes[2] = 127;
    bytes[33] = -128;
    float[] values = new float[32];

    RowCodec.of(DataType.Q8_0).decode(bytes, 0, 32, values, 0);

    assertThat(values[0]).isEqualTo(63.5f);
    assertThat(values[31]).isEqualTo(-64f);
  }

  @Test
  void aBlockOfQ4() {
    byte[] bytes = new byte[18];
    LittleEndian.putShort(bytes, 0, Half.fromFloat(-2f));
    bytes[2] = (byte) 0xf0; // value 0 is quant -8, value 16 is quant 7
    bytes[17] = 0x19; // value 15 is quant 1, value 31 is quant -7
    float[] values = new float[32];

    RowCodec.of(DataType.Q4_0).decode(bytes, 0, 32, values, 0);

    assertThat(values[0]).isEqualTo(16f);
    assertThat(values[16]).isEqualTo(-14f);
    assertThat(values[15]).isEqualTo(-2f);
    assertThat(values[31]).isEqualTo(14f);
  }

  @Test
  void aBlockOfQ4WithAMinimum() {
    byte[] bytes = new byte[20];
    LittleEndian.putShort(bytes, 0, Half.fromFloat(2f));
    LittleEndian.putShort(bytes, 2, Half.fromFloat(-3f));
    bytes[4] = (byte) 0xf0; // value 0 is quant 0, value 16 is quant 15
    bytes[19] = 0x19; // value 15 is quant 9, value 31 is quant 1
    float[] values = new float[32];

    RowCodec.of(DataType.Q4_1).decode(bytes, 0, 32, values, 0);

    assertThat(values[0]).isEqualTo(-3f);
    assertThat(values[16]).isEqualTo(27f);
    assertThat(values[15]).isEqualTo(15f);
    assertThat(values[31]).isEqualTo(-1f);
  }
}
