// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.gemmasteps;

import dev.baobab.dsl.extension.VectorPart;
import dev.baobab.dsl.module.FeatureModule;

/** Lets the vector sets have what these steps are made of. */
final class GemmaStepsModule extends FeatureModule {
  GemmaStepsModule(GemmaStepsOptions options) {}

  @Override
  protected void contribute() {
    for (VectorPart.Part part : VectorPart.Part.values()) {
      add(VectorPart.class, new VectorPart(part));
    }
  }
}
