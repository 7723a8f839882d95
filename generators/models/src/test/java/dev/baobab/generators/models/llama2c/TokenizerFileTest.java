// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.Vocabulary.Kind;
import dev.baobab.generators.models.Vocabulary.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFileTest {
  @TempDir Path folder;

  private static byte[] file(int longest, String... texts) {
    ByteBuffer out = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN).putInt(longest);
    for (int i = 0; i < texts.length; i++) {
      byte[] text = texts[i].getBytes(StandardCharsets.UTF_8);
      out.putFloat(-i).putInt(text.length).put(text);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private Vocabulary read(byte[] content) throws IOException {
    return TokenizerFile.read(Files.write(folder.resolve("t.bin"), content));
  }

  @Test
  void tokensAreAsSentencePieceWritesThem() throws IOException {
    byte[] content =
        file(7, "<unk>", "\n<s>\n", "\n</s>\n", "<0x0A>", " the", "\u00e9", "<0x0a>", " ");

    assertThat(read(content).tokens())
        .containsExactly(
            new Token("<unk>", 0, Kind.UNKNOWN),
            new Token("<s>", -1, Kind.CONTROL),
            new Token("</s>", -2, Kind.CONTROL),
            new Token("<0x0A>", -3, Kind.BYTE),
            new Token("\u2581the", -4, Kind.NORMAL),
            new Token("\u00e9", -5, Kind.NORMAL),
            new Token("<0x0a>", -6, Kind.NORMAL),
            new Token("\u2581", -7, Kind.NORMAL));
  }

  @Test
  void everyCutIsFound() throws IOException {
    byte[] content = file(7, "<unk>", "\n<s>\n", "\n</s>\n", "a");
    for (int length = 0; length < content.length; length++) {
      byte[] cut = Arrays.copyOf(content, length);
      if (length == content.length - 9) {
        assertThat(read(cut).tokens()).hasSize(3); // cut between tokens: a smaller vocabulary
      } else {
        assertThatThrownBy(() -> read(cut))
            .isInstanceOf(ModelException.class)
            .hasMessageContaining("[TOKENIZER_INVALID] t.bin ");
      }
    }
  }

  @Test
  void lengthsAndTextsAreChecked() {
    assertThatThrownBy(() -> read(file(4, "<unk>", "a", "b")))
        .hasMessageContaining("token 0 has 5 bytes, the longest 4");
    byte[] negative = file(5, "<unk>", "a", "b");
    negative[11] = -1;
    assertThatThrownBy(() -> read(negative)).hasMessageContaining("the longest 5");
    byte[] noText = file(5, "<unk>", "a", "b");
    noText[12] = (byte) 0xff;
    assertThatThrownBy(() -> read(noText)).hasMessageContaining("token 0 that is no UTF-8");
  }
}
