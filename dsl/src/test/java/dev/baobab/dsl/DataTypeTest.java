// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataTypeTest {
  @Test
  void bytesOfARow() {
    assertThat(DataType.F32.rowBytes(64)).isEqualTo(256);
    assertThat(DataType.F16.rowBytes(64)).isEqualTo(128);
    assertThat(DataType.BF16.rowBytes(64)).isEqualTo(128);
    assertThat(DataType.Q8_0.rowBytes(64)).isEqualTo(68);
    assertThat(DataType.Q4_0.rowBytes(64)).isEqualTo(36);
    assertThat(DataType.Q4_1.rowBytes(64)).isEqualTo(40);
    assertThat(DataType.F32.rowBytes(1 << 30)).isEqualTo(4L << 30);
  }

  @Test
  void quantizedTypesHaveWholeBlocks() {
    assertThat(DataType.Q8_0.fits(96)).isTrue();
    assertThat(DataType.Q4_0.fits(172)).isFalse();
    assertThat(DataType.Q4_1.fits(172)).isFalse();
    assertThat(DataType.F16.fits(171)).isTrue();
  }

  @Test
  void modulesAreNamedAfterThem() {
    assertThat(DataType.Q8_0.module()).contains("weights-q8-0");
    assertThat(DataType.BF16.module()).contains("weights-bf16");
    assertThat(DataType.F32.module()).isEmpty();
  }

  @Test
  void namesInUpperAndLowerCase() {
    assertThat(DataType.named("q4_0")).contains(DataType.Q4_0);
    assertThat(DataType.named("BF16")).contains(DataType.BF16);
    assertThat(DataType.named("q4_1")).contains(DataType.Q4_1);
    assertThat(DataType.named("Q4_K")).isEmpty();
  }
}
