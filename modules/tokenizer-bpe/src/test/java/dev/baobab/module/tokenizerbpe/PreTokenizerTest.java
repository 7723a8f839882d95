// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerbpe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.testkit.CTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of the hand-written pre-tokenizers are those of their regular expressions. */
class PreTokenizerTest {
  private static final int TEXTS = 5000;

  private static final String GPT_2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  /** The letters of contractions in either case: ASCII's only. */
  private static final String TIKTOKEN =
      "'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+"
          + "|\\p{N}{1,%d}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** A pre-tokenizer and its regular expressions. */
  enum Pre {
    GPT_2("gpt-2", PreTokenizerTest.GPT_2),
    SMOLLM("smollm", "\\p{N}", PreTokenizerTest.GPT_2),
    LLAMA_BPE("llama-bpe", TIKTOKEN.formatted(3)),
    QWEN2("qwen2", TIKTOKEN.formatted(1)),
    DEFAULT("default", "[\\p{P}$+<=>^~|]+", PreTokenizerTest.GPT_2, "\\p{N}+", "[0-9][0-9][0-9]");

    private final String name;
    private final List<Pattern> patterns;

    Pre(String name, String... expressions) {
      this.name = name;
      this.patterns =
          Stream.of(expressions)
              .map(expression -> Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS))
              .toList();
    }

    /** The words: each expression cuts what the one before it has left. */
    List<String> words(String text) {
      List<String> words = List.of(text);
      for (Pattern pattern : patterns) {
        words = words.stream().flatMap(word -> cut(pattern, word).stream()).toList();
      }
      return words;
    }

    /** The matches and what is between them. */
    private static List<String> cut(Pattern pattern, String text) {
      List<String> pieces = new ArrayList<>();
      Matcher matcher = pattern.matcher(text);
      int end = 0;
      while (matcher.find()) {
        pieces.add(text.substring(end, matcher.start()));
        pieces.add(matcher.group());
        end = matcher.end();
      }
      pieces.add(text.substring(end));
      pieces.removeIf(String::isEmpty);
      return pieces;
    }
  }

  private static Path program;

  @TempDir private Path folder;

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    program = CTests.program("cut_words");
  }

  /** Cuts texts with the C code. */
  private List<List<String>> cut(Pre pre, List<String> texts)
      throws IOException, InterruptedException {
    Path in = folder.resolve("texts");
    Path out = folder.resolve("words");
    Files.write(
        in,
        texts.stream()
            .map(text -> pre.name + " " + HexFormat.of().formatHex(text.getBytes(UTF_8)))
            .toList());
    Process process =
        new ProcessBuilder(program.toString())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSameSizeAs(texts);
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      all.add(words(texts.get(i), lines.get(i)));
    }
    return all;
  }

  private static List<String> words(String text, String lengths) {
    byte[] bytes = text.getBytes(UTF_8);
    List<String> words = new ArrayList<>();
    int at = 0;
    for (String length : lengths.isBlank() ? new String[0] : lengths.strip().split(" ")) {
      words.add(new String(bytes, at, Integer.parseInt(length), UTF_8));
      at += Integer.parseInt(length);
    }
    assertThat(at).isEqualTo(bytes.length);
    return words;
  }

  /** What the expressions tell apart, and what looks like it. */
  private static final List<String> PARTS =
      List.of(
          " ",
          " ",
          "  ",
          "   ",
          "\n",
          "\r\n",
          "\r",
          "\t",
          "\u00a0",
          "\u0085",
          "\u2028",
          "\u3000",
          "\u200b",
          "\u001c",
          "'",
          "'",
          "'s",
          "'T",
          "'re",
          "'VE",
          "'ll",
          "'Ll",
          "'d",
          "'x",
          "'l",
          "'\u017f",
          "\u2019s",
          "a",
          "b",
          "word",
          "WORD",
          "\u00e9",
          "\u00df",
          "\u0430\u0431",
          "\u6f22\u5b57",
          "\u0e01\u0e32",
          "\u0301",
          "\u093f",
          "\u02b0",
          "\u00aa",
          "1",
          "12",
          "1234",
          "0000000",
          "\u00b2",
          "\u2167",
          "\u0663",
          "\uff13",
          "\u00bd",
          ".",
          ",",
          "...",
          "!?",
          "(",
          ")",
          "_",
          "-",
          "\u2014",
          "\u00ab",
          "$",
          "+",
          "<",
          "=",
          ">",
          "^",
          "`",
          "~",
          "|",
          "#",
          "\\",
          "\u20ac",
          "\u00a9",
          "\ud83d\ude00",
          "\ud83d\udc68\u200d\ud83d\udc69",
          "\ufe0f",
          "\u0000",
          "\u007f",
          "\ufffd",
          "\ue000",
          "\ud83c\uddf8\ud83c\uddf3");

  private static String randomCharacter(Random random) {
    while (true) {
      int range = random.nextInt(3) == 0 ? Character.MAX_CODE_POINT + 1 : 0x3000;
      int character = random.nextInt(range);
      // Character's Unicode is older than the table's: what it does not know, the table's test has.
      if (Character.isDefined(character) && Character.getType(character) != Character.SURROGATE) {
        return Character.toString(character);
      }
    }
  }

  private static String randomText(Random random) {
    return Stream.generate(
            () ->
                random.nextInt(4) == 0
                    ? randomCharacter(random)
                    : PARTS.get(random.nextInt(PARTS.size())))
        .limit(random.nextInt(24))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @EnumSource
  void cutsAsTheExpressions(Pre pre) throws IOException, InterruptedException {
    Random random = new Random(pre.ordinal());
    List<String> texts = Stream.generate(() -> randomText(random)).limit(TEXTS).toList();

    List<List<String>> words = cut(pre, texts);

    for (int i = 0; i < texts.size(); i++) {
      assertThat(words.get(i)).isEqualTo(pre.words(texts.get(i)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutsTheShortestTextsAsTheExpressions(Pre pre) throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (String first : PARTS) {
      texts.add(first);
      for (String second : PARTS) {
        texts.add(first + second);
      }
    }

    List<List<String>> words = cut(pre, texts);

    for (int i = 0; i < texts.size(); i++) {
      assertThat(words.get(i)).isEqualTo(pre.words(texts.get(i)));
    }
  }

  @Test
  void examples() throws IOException, InterruptedException {
    String text = "We'LL pay  $12345\n\n now";

    assertThat(cut(Pre.GPT_2, List.of(text)).get(0))
        .containsExactly("We", "'", "LL", " pay", " ", " $", "12345", "\n\n", " now");
    assertThat(cut(Pre.SMOLLM, List.of(text)).get(0))
        .containsExactly(
            "We", "'", "LL", " pay", " ", " $", "1", "2", "3", "4", "5", "\n\n", " now");
    assertThat(cut(Pre.LLAMA_BPE, List.of(text)).get(0))
        .containsExactly("We", "'LL", " pay", " ", " $", "123", "45", "\n\n", " now");
    assertThat(cut(Pre.QWEN2, List.of(text)).get(0))
        .containsExactly("We", "'LL", " pay", " ", " $", "1", "2", "3", "4", "5", "\n\n", " now");
    assertThat(cut(Pre.DEFAULT, List.of(text)).get(0))
        .containsExactly("We", "'", "LL", " pay", "  ", "$", "123", "45", "\n\n", " now");
  }

  @Test
  void aLongTextTakesNoLongerThanItsLength() throws IOException, InterruptedException {
    String text = "a".repeat(8000) + " ".repeat(8000) + "1".repeat(7000) + "\u0663".repeat(1000);
    for (Pre pre : Pre.values()) {
      assertThat(cut(pre, List.of(text)).get(0)).isEqualTo(pre.words(text));
    }
  }
}
