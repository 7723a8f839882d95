// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatllama2c;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ModelFormat;
import dev.baobab.dsl.module.FeatureModule;

/** The model format. */
final class FormatLlama2cModule extends FeatureModule {
  private static final String HEADER = "format_llama2c.h";

  FormatLlama2cModule(FormatLlama2cOptions options) {}

  @Override
  protected void contribute() {
    add(
        ModelFormat.class,
        new ModelFormat(
            "llama2.c",
            CFunction.of("bb_format_llama2c_probe", HEADER),
            CFunction.of("bb_format_llama2c_header", HEADER),
            CFunction.of("bb_format_llama2c_load", HEADER)));
  }
}
