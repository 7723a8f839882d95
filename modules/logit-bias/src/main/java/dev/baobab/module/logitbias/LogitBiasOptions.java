// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.logitbias;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Adds a bias to the logits of chosen tokens: -100 all but rules a token out, 100 all but forces
 * it.
 */
@KernelModule(
    id = "logit-bias",
    builder = "LogitBias.options",
    summary = "Makes single tokens more or less likely",
    composer = LogitBiasModule.class,
    sources = "logit_bias.c",
    headers = "logit_bias.h")
public interface LogitBiasOptions {
  /**
   * Entries token=bias with commas between them. A token is its number, or its text with the blanks
   * that belong to it: {@code 13=-100,Lily=2.5}. A text with a comma goes by its number.
   */
  @Option(value = "", tunable = true)
  String bias();
}
