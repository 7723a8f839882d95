// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baobab.dsl.DataType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What is made of samples. */
class ResultsTest {
  private static final Case ONE = new Case(Shape.STORIES_15M, DataType.F32, 1, 512, 128, 0);
  private static final Case DEEP = new Case(Shape.STORIES_15M, DataType.F32, 1, 512, 128, 1024);
  private static final long TOKEN = 60_751_872; // bytes of float32 weights

  private static Figures figures(Case what, String engine, double... rates) {
    List<Sample> samples =
        Arrays.stream(rates).mapToObj(rate -> new Sample(10 * rate, rate, 1 << 20)).toList();
    return new Figures(what, engine, samples, List.of(100.0 * TOKEN, 200.0 * TOKEN, 800.0 * TOKEN));
  }

  private static final Results RESULTS =
      new Results(
          new Machine("A \"fast\" <processor>", 2),
          List.of(
              figures(ONE, "baobab", 90, 150, 480),
              figures(ONE, "llama.cpp", 60, 75, 480),
              figures(DEEP, "baobab", 45, 75, 240)));

  @Test
  void medians() {
    assertThat(Figures.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Figures.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    assertThat(Figures.median(List.of(1.0, Double.NaN, 2.0))).isNaN();
  }

  @Test
  void whatIsComparedIsComparedWithinRounds() {
    Figures ours = RESULTS.figures().get(0);
    Figures theirs = RESULTS.reference(ours).orElseThrow();

    assertThat(theirs.engine()).isEqualTo("llama.cpp");
    // 1.5, 2 and 1; of reading 0.9, 0.75 and 0.6.
    assertThat(ours.ratio(theirs, Sample::decode)).isCloseTo(1.5, within(1e-9));
    assertThat(ours.shareOfReading()).isCloseTo(0.75, within(1e-9));
    assertThat(RESULTS.reference(theirs)).isEmpty();
    assertThat(RESULTS.reference(RESULTS.figures().get(2))).isEmpty();
  }

  @Test
  void bytesOfAToken() {
    assertThat(Shape.STORIES_15M.bytesPerToken(DataType.F32)).isEqualTo(TOKEN);
    assertThat(Shape.STORIES_15M.bytesPerToken(DataType.Q8_0)).isEqualTo(TOKEN / 128 * 34);
    // 1.1 billion parameters but the embedding and the norms.
    assertThat(Shape.TINY_LLAMA.bytesPerToken(DataType.F16)).isEqualTo(2 * 1_034_420_224L);
  }

  @Test
  void theTableIsAligned() {
    assertThat(Table.of(RESULTS).lines())
        .containsExactly(
            "| shape | type | cores | depth | engine    | prompt tok/s | decode tok/s | prompt ratio"
                + " | decode ratio | GB/s read | of reading | peak MiB |",
            "| ----- | ---- | ----- | ----- | --------- | -----------: | -----------: | -----------:"
                + " | -----------: | --------: | ---------: | -------: |",
            "| 15m   | F32  | 1     | 0     | baobab    |         1500 |          150 |         1.50"
                + " |         1.50 |      12.2 |        75% |        1 |",
            "| 15m   | F32  | 1     | 0     | llama.cpp |          750 |         75.0 |             "
                + " |              |      12.2 |        60% |        1 |",
            "| 15m   | F32  | 1     | 1024  | baobab    |          750 |         75.0 |             "
                + " |              |      12.2 |        38% |        1 |");
  }

  @Test
  void jsonHoldsEverySample() {
    assertThat(Json.of(RESULTS))
        .contains("\"processor\": \"A \\\"fast\\\" <processor>\"")
        .contains("\"decode_samples\": [90.000, 150.000, 480.000], \"decode_ratio\": 1.500")
        .contains("\"decode_samples\": [60.000, 75.000, 480.000], \"decode_ratio\": null")
        .contains("\"bytes_per_token\": 60751872")
        .contains("\"peak_bytes\": 1048576");
  }

  @Test
  void picturesAreXml() throws Exception {
    Document bars = xml(Plot.of(RESULTS));
    Document curve = xml(Curve.of(RESULTS));

    // The background, two keys, and three bars for decoding and for prompts.
    assertThat(bars.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 + 2 * 3);
    assertThat(curve.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(bars.getDocumentElement().getTextContent())
        .contains("A \"fast\" <processor>", "15m, decoding", "1 core, at 1024", "150");
  }

  private static Document xml(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes));
  }
}
