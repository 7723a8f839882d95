// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.convert;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.TestFile;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.Vocabulary.Kind;
import dev.baobab.generators.models.Vocabulary.Token;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.models.gguf.WritingListener;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.packed.PackedModelWriter;
import dev.baobab.generators.models.packed.PackingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be converted is told; what llama.cpp makes of the rest, the peer's tests show. */
class ModelConverterTest {
  @TempDir Path folder;
  private Path llama2c;
  private Path gguf;
  private Path packed;

  @BeforeEach
  void models() throws IOException {
    llama2c = TestFile.blocks(true).legacy(folder.resolve("story.bin"));
    gguf = folder.resolve("story.gguf");
    packed = folder.resolve("story.bbw");
    Vocabulary vocabulary = new Vocabulary(Collections.nCopies(50, new Token("t", 0, Kind.NORMAL)));
    try (LanguageModel model = Llama2cModel.open(llama2c)) {
      GgufWriter.write(model, Optional.empty(), vocabulary, 10_000, 1e-5, gguf);
      PackedModelWriter.write(model, Optional.empty(), packed, PackingListener.NONE);
    }
  }

  private void assertFails(
      Path from, Optional<DataType> type, Optional<Path> tokenizer, String message) {
    assertThatThrownBy(
            () ->
                ModelConverter.convert(
                    from, folder.resolve("to.gguf"), type, tokenizer, WritingListener.NONE))
        .hasMessageContaining(message);
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
    Optional<DataType> type = Optional.of(DataType.Q8_0);
    Optional<Path> tokenizer = Optional.of(folder.resolve("tokenizer.bin"));

    assertFails(llama2c, type, Optional.empty(), "-Dtokenizer=FILE");
    assertFails(gguf, Optional.empty(), Optional.empty(), "-Dtype=Q8_0");
    assertFails(gguf, type, tokenizer, "leave -Dtokenizer out");
    assertFails(packed, type, Optional.empty(), "[MODEL_FORMAT_UNKNOWN] story.bbw is a packed");
  }
}
