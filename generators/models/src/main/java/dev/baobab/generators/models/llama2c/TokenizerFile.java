// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.Vocabulary.Kind;
import dev.baobab.generators.models.Vocabulary.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads tokenizers as llama2.c's {@code tokenizer.py} writes them: the length of the longest token;
 * then for each its score, its length and its text, in which spaces are spaces.
 */
public final class TokenizerFile {
  private static final int GREATEST_BYTES = 64 << 20;
  private static final int UNKNOWN = 0;
  private static final int BEGIN = 1;
  private static final int END = 2;
  private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

  private final String name;
  private final ByteBuffer in;

  private TokenizerFile(String name, ByteBuffer in) {
    this.name = name;
    this.in = in;
  }

  /**
   * Reads a tokenizer.
   *
   * @throws ModelException if it is damaged
   */
  public static Vocabulary read(Path path) throws IOException {
    try (ModelFile file = ModelFile.open(path)) {
      if (file.size() > GREATEST_BYTES) {
        throw invalid(file.name(), "has %,d bytes, more than a tokenizer".formatted(file.size()));
      }
      ByteBuffer in = ByteBuffer.wrap(file.read(0, (int) file.size()));
      return new TokenizerFile(file.name(), in.order(ByteOrder.LITTLE_ENDIAN)).read();
    }
  }

  private Vocabulary read() {
    require(Integer.BYTES, "its header");
    int longest = in.getInt();
    List<Token> tokens = new ArrayList<>();
    while (in.hasRemaining()) {
      tokens.add(token(tokens.size(), longest));
    }
    if (tokens.size() <= END) {
      throw invalid(name, "has %d tokens; 3 are needed at least".formatted(tokens.size()));
    }
    return new Vocabulary(tokens);
  }

  private Token token(int number, int longest) {
    require(Float.BYTES + Integer.BYTES, "token " + number);
    float score = in.getFloat();
    int length = in.getInt();
    if (length < 0 || length > longest) {
      throw invalid(
          name,
          "says that token %d has %d bytes, the longest %d".formatted(number, length, longest));
    }
    require(length, "token " + number);
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return token(number, text, score);
    } catch (CharacterCodingException e) {
      throw invalid(name, "has a token %d that is no UTF-8".formatted(number));
    }
  }

  private static Token token(int number, String text, float score) {
    return switch (number) {
      case UNKNOWN -> new Token(text, score, Kind.UNKNOWN);
      // The line breaks around these two are llama2.c's.
      case BEGIN, END -> new Token(text.strip(), score, Kind.CONTROL);
      default ->
          BYTE.matcher(text).matches()
              ? new Token(text, score, Kind.BYTE)
              : new Token(text.replace(" ", Vocabulary.SPACE), score, Kind.NORMAL);
    };
  }

  private void require(int bytes, String what) {
    if (in.remaining() < bytes) {
      throw invalid(name, "ends within " + what);
    }
  }

  private static ModelException invalid(String name, String problem) {
    return new ModelException(
        ModelError.TOKENIZER_INVALID,
        "copy the tokenizer again, or export it with llama2.c's tokenizer.py",
        "%s %s.",
        name,
        problem);
  }
}
