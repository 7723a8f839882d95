// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import java.util.List;

/**
 * The tokens of a SentencePiece tokenizer, in order of their numbers.
 *
 * @param tokens the tokens
 */
public record Vocabulary(List<Token> tokens) {
  /** How SentencePiece writes a space. */
  public static final String SPACE = "\u2581";

  public Vocabulary {
    tokens = List.copyOf(tokens);
  }

  /**
   * A token.
   *
   * @param text its text as SentencePiece writes it
   * @param score the greater, the sooner it is merged to
   * @param kind what it stands for
   */
  public record Token(String text, float score, Kind kind) {}

  /** What tokens stand for. */
  public enum Kind {
    /** A piece of text. */
    NORMAL,
    /** What cannot be written with the others. */
    UNKNOWN,
    /** A beginning or an end. */
    CONTROL,
    /** One byte, written as {@code <0x0A>}. */
    BYTE
  }
}
