// SPDX-License-Identifier: Apache-2.0
package dev.example.letterban;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Rules out every token that has a chosen letter in it: the model writes a lipogram, like the
 * novelists who did without the letter e.
 */
@KernelModule(
    id = "letter-ban",
    builder = "LetterBan.options",
    summary = "Never says a chosen letter",
    composer = LetterBanModule.class,
    sources = "letter_ban.c",
    headers = "letter_ban.h")
public interface LetterBanOptions {
  /** The letter, in either case; empty bans none. */
  @Option(value = "e", maxLength = 1, tunable = true)
  String letter();
}
