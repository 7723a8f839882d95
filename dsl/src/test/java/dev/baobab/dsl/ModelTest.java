// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelTest {
  private static final Model MODEL = Model.llama2c("a/story.bin").tokenizer("b/tokens.bin");

  @Test
  void isPackedUnlessSaidOtherwise() {
    assertThat(MODEL.isPacked()).isTrue();
    assertThat(MODEL.format()).isEqualTo("format-packed");
    assertThat(MODEL.fileName()).isEqualTo("story.bbw");
    assertThat(MODEL.tokenizerFileName()).contains("tokens.bin");
    assertThat(MODEL.quantization()).isEmpty();
  }

  @Test
  void asItIsItKeepsItsNameAndFormat() {
    Model asIs = MODEL.asIs();
    assertThat(asIs.isPacked()).isFalse();
    assertThat(asIs.format()).isEqualTo("format-llama2c");
    assertThat(asIs.fileName()).isEqualTo("story.bin");
  }

  @Test
  void ofQuantizeAndAsIsTheLaterCounts() {
    assertThat(MODEL.asIs().quantize(DataType.Q4_0).isPacked()).isTrue();
    assertThat(MODEL.asIs().quantize(DataType.Q4_0).quantization()).contains(DataType.Q4_0);
    assertThat(MODEL.quantize(DataType.Q4_0).asIs().quantization()).isEmpty();
  }

  @Test
  void namesAreCutOutOfPaths() {
    assertThat(Model.llama2c("C:\\models\\big.model.bin").fileName()).isEqualTo("big.model.bbw");
    assertThat(Model.llama2c("plain").fileName()).isEqualTo("plain.bbw");
    assertThat(Model.llama2c("m/.hidden").fileName()).isEqualTo(".hidden.bbw");
  }

  @Test
  void aChangeLeavesTheModelItWasMadeOf() {
    Model changed = MODEL.quantize(DataType.F16).weights("c.bin").ropeTheta(5e5).normEpsilon(1e-6);
    assertThat(changed.weights()).isEqualTo("c.bin");
    assertThat(changed.quantization()).contains(DataType.F16);
    assertThat(changed.ropeTheta()).isEqualTo(5e5);
    assertThat(changed.normEpsilon()).isEqualTo(1e-6);
    assertThat(changed.tokenizer()).contains("b/tokens.bin");
    assertThat(MODEL.weights()).isEqualTo("a/story.bin");
    assertThat(MODEL.quantization()).isEmpty();
    assertThat(MODEL.ropeTheta()).isEqualTo(10_000);
  }

  @Test
  void aGgufFileIsPutOnTheVolumeAsItIs() {
    Model gguf = Model.gguf("models/Tiny.Llama-Q4_K_M.gguf");
    assertThat(gguf.isGguf()).isTrue();
    assertThat(gguf.isPacked()).isFalse();
    assertThat(gguf.format()).isEqualTo("format-gguf");
    assertThat(gguf.fileName()).isEqualTo("Tiny.Llama-Q4_K_M.gguf");
    assertThat(gguf.tokenizer()).isEmpty();
    assertThat(MODEL.isGguf()).isFalse();
  }

  @Test
  void aQuantizedGgufFileIsOneStill() {
    Model gguf = Model.gguf("a/big.gguf").quantize(DataType.Q4_0);
    assertThat(gguf.isPacked()).isFalse();
    assertThat(gguf.format()).isEqualTo("format-gguf");
    assertThat(gguf.fileName()).isEqualTo("big.gguf");
    assertThat(gguf.quantization()).contains(DataType.Q4_0);
    assertThat(gguf.asIs().quantization()).isEmpty();
  }

  @Test
  void constantsAreToldFromDefaults() {
    assertThat(MODEL.namesConstants()).isFalse();
    assertThat(MODEL.ropeTheta(10_000).namesConstants()).isTrue();
    assertThat(MODEL.normEpsilon(1e-5).quantize(DataType.F16).namesConstants()).isTrue();
  }
}
