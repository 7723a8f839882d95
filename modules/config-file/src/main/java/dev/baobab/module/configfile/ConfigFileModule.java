// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.configfile;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.module.FeatureModule;

/** Reads the file as soon as files can be read. */
final class ConfigFileModule extends FeatureModule {
  ConfigFileModule(ConfigFileOptions options) {}

  @Override
  protected void contribute() {
    CFunction run = CFunction.of("bb_config_file_boot", "config_file.h");
    add(BootStep.class, new BootStep(Phase.STORAGE, "config", run));
  }
}
