// SPDX-License-Identifier: Apache-2.0
package dev.example.letterban;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.Stage;
import dev.baobab.dsl.module.FeatureModule;

/** The logits processor, and a command that changes the letter. */
final class LetterBanModule extends FeatureModule {
  private static final String HEADER = "letter_ban.h";

  LetterBanModule(LetterBanOptions options) {}

  @Override
  protected void contribute() {
    add(
        LogitsProcessor.class,
        new LogitsProcessor(
            "letter-ban", Stage.FILTER, CFunction.of("bb_letter_ban_process", HEADER)));
    add(
        ReplCommand.class,
        new ReplCommand(
            "letter",
            "[X]",
            "Bans the letter X; without one, bans none.",
            CFunction.of("bb_letter_ban_command", HEADER)));
  }
}
