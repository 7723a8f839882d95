// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.models.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFactsTest {
  private static final int ELEMENTS =
      10 * 32 + 2 * 32 + 4 * 32 * 32 + 3 * 32 * 40 + 32; // without the rotary embedding's tables
  private static final Model MODEL = Model.llama2c("m.bin");

  @TempDir Path folder;
  private FileFacts facts;

  /** Width 32 and 40 in the feed-forward network: no whole blocks in the matrix down. */
  @BeforeEach
  void aModel() throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(28 + 4 * (ELEMENTS + 4 * 32)).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : new int[] {32, 40, 1, 1, 1, 10, 4}) {
      out.putInt(number);
    }
    byte[] bytes = new byte[out.capacity()];
    out.rewind().get(bytes);
    Files.write(folder.resolve("m.bin"), bytes);
    facts = FileFacts.in(folder);
  }

  @Test
  void typesAreThoseOfTheMatrices() {
    assertThat(facts.model(MODEL).orElseThrow().types()).containsExactly(DataType.F32);
    assertThat(facts.model(MODEL.quantize(DataType.BF16)).orElseThrow().types())
        .containsExactly(DataType.BF16);
    assertThat(facts.model(MODEL.quantize(DataType.Q4_0)).orElseThrow().types())
        .containsExactlyInAnyOrder(DataType.Q4_0, DataType.F16);
    assertThat(facts.model(MODEL.quantize(DataType.Q4_0)).orElseThrow().stored())
        .isEqualTo(DataType.F32);
  }

  @Test
  void sizesAreThoseOfWhatIsOnTheVolume() throws IOException {
    long packed = facts.model(MODEL).orElseThrow().bytes();
    long half = facts.model(MODEL.quantize(DataType.F16)).orElseThrow().bytes();

    assertThat(packed).isBetween(4096 + 4L * ELEMENTS, 2 * 4096 + 4L * ELEMENTS);
    assertThat(half).isLessThan(packed - 2L * 32 * 32 * 4);
    assertThat(facts.model(MODEL.asIs()).orElseThrow().bytes())
        .isEqualTo(Files.size(folder.resolve("m.bin")));
  }

  @Test
  void aFileThatIsNotThereHasNone() {
    assertThat(facts.model(Model.llama2c("none.bin"))).isEmpty();
  }

  @Test
  void aFileThatIsNoModelIsAnError() throws IOException {
    Files.writeString(folder.resolve("m.bin"), "no model, but longer than any header of one");

    assertThatThrownBy(() -> facts.model(MODEL))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("m.bin");
  }
}
