// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerspm;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Tokenizer;
import dev.baobab.dsl.module.FeatureModule;

/** The tokenizer for SentencePiece vocabularies, and for those in files of their own. */
final class TokenizerSpmModule extends FeatureModule {
  TokenizerSpmModule(TokenizerSpmOptions options) {}

  @Override
  protected void contribute() {
    add(
        Tokenizer.class,
        new Tokenizer(
            "llama",
            function("serves"),
            function("demand"),
            function("load"),
            function("encode"),
            function("decode"),
            function("size")));
  }

  private static CFunction function(String name) {
    return CFunction.of("bb_tokenizer_spm_kernel_" + name, "spm_kernel.h");
  }
}
