// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatpacked;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ModelFormat;
import dev.baobab.dsl.module.FeatureModule;

/** The model format. */
final class FormatPackedModule extends FeatureModule {
  private static final String HEADER = "format_packed.h";

  FormatPackedModule(FormatPackedOptions options) {}

  @Override
  protected void contribute() {
    add(
        ModelFormat.class,
        new ModelFormat(
            "packed",
            CFunction.of("bb_format_packed_probe", HEADER),
            CFunction.of("bb_format_packed_header", HEADER),
            CFunction.of("bb_format_packed_load", HEADER)));
  }
}
