// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerbpe;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Tokenizer;
import dev.baobab.dsl.module.FeatureModule;

/** The tokenizer for byte-level BPE vocabularies. */
final class TokenizerBpeModule extends FeatureModule {
  TokenizerBpeModule(TokenizerBpeOptions options) {}

  @Override
  protected void contribute() {
    add(
        Tokenizer.class,
        new Tokenizer(
            "gpt2",
            function("serves"),
            function("demand"),
            function("load"),
            function("encode"),
            function("decode"),
            function("size")));
  }

  private static CFunction function(String name) {
    return CFunction.of("bb_tokenizer_bpe_kernel_" + name, "bpe_kernel.h");
  }
}
