// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerspm;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.Tokenizer;
import dev.baobab.dsl.module.FeatureModule;

/** The tokenizer capability and its arena. */
final class TokenizerSpmModule extends FeatureModule {
  private static final String HEADER = "llama2c_tokenizer.h";

  TokenizerSpmModule(TokenizerSpmOptions options) {}

  @Override
  protected void contribute() {
    provide(
        Tokenizer.class,
        new Tokenizer(
            CFunction.of("bb_tokenizer_spm_llama2c_load", HEADER),
            CFunction.of("bb_tokenizer_spm_llama2c_encode", HEADER),
            CFunction.of("bb_tokenizer_spm_llama2c_decode", HEADER),
            CFunction.of("bb_tokenizer_spm_llama2c_size", HEADER)));
    add(
        MemoryArena.class,
        new MemoryArena("tokenizer", CFunction.of("bb_tokenizer_spm_llama2c_demand", HEADER)));
  }
}
