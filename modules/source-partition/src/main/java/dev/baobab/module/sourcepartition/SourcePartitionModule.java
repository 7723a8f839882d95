// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.sourcepartition;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ModelSource;
import dev.baobab.dsl.module.FeatureModule;

/** The model source. */
final class SourcePartitionModule extends FeatureModule {
  SourcePartitionModule(SourcePartitionOptions options) {}

  @Override
  protected void contribute() {
    add(
        ModelSource.class,
        new ModelSource(
            "partition", CFunction.of("bb_source_partition_open", "source_partition.h")));
  }
}
