// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {
  @Test
  void everyHalfIsTheNearestOfItself() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float value = Half.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(Half.fromFloat(value)).as("%04x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void whatLiesBetweenGoesToTheNearestAndTiesToTheEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = Half.toFloat((short) bits);
      float high = Half.toFloat((short) (bits + 1));
      float middle = (low + high) / 2; // exact: binary16 leaves float32 room
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertThat(Half.fromFloat(middle)).isEqualTo((short) even);
      assertThat(Half.fromFloat(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Half.fromFloat(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(Half.fromFloat(-Math.nextUp(middle))).isEqualTo((short) ((bits + 1) | 0x8000));
    }
  }

  @Test
  void valuesOfBits() {
    assertThat(Half.toFloat((short) 0x3c00)).isEqualTo(1f);
    assertThat(Half.toFloat((short) 0xc000)).isEqualTo(-2f);
    assertThat(Half.toFloat((short) 0x7bff)).isEqualTo(65504f);
    assertThat(Half.toFloat((short) 1)).isEqualTo(0x1p-24f);
    assertThat(Half.toFloat((short) 0x8000)).isEqualTo(-0f);
    assertThat(Half.toFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Half.toFloat((short) 0x7e00)).isNaN();
    assertThat(Half.fromFloat(65520f)).isEqualTo((short) 0x7c00);
    assertThat(Half.fromFloat(Float.NaN)).isEqualTo((short) 0x7e00);
    assertThat(Half.toBfloat16(Float.NaN)).isEqualTo((short) 0x7fc0);
    assertThat(Half.fromBfloat16((short) 0x3f80)).isEqualTo(1f);
  }
}
