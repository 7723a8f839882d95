// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to choose among several models, at boot and later. In a kernel without it there is
 * the definition's model only. The functions have the signatures of {@code bb_model_boot.h}.
 *
 * @param choose decides which model is loaded: {@code bb_model_choose}
 * @param known whether a name means a model that there is: {@code bb_model_is_known}
 * @param change exchanges the model in use: {@code bb_model_change}
 */
public record ModelChoice(CFunction choose, CFunction known, CFunction change)
    implements Capability {}
