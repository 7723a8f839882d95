// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @Test
  void defaultsMeasureTwoShapesInFourTypes() {
    Settings settings = Settings.parse(List.of());

    assertThat(settings.cases()).hasSize(2 * 4 * 2);
    assertThat(settings.cases().get(0))
        .isEqualTo(new Case(Shape.STORIES_15M, DataType.F32, 1, 512, 128, 0));
    assertThat(settings.positions()).isEqualTo(512);
  }

  @Test
  void listsAreSeparatedByCommas() {
    Settings settings =
        Settings.parse(
            List.of(
                "--shape",
                "1.1B",
                "--type",
                "q4_0,F16",
                "--cores",
                "4",
                "--depth",
                "0,8000",
                "--decode",
                "64",
                "--rounds",
                "3"));

    assertThat(settings.rounds()).isEqualTo(3);
    assertThat(settings.positions()).isEqualTo(8064);
    assertThat(settings.cases())
        .extracting(Case::toString)
        .containsExactly(
            "1.1b Q4_0, 4 cores",
            "1.1b Q4_0, 4 cores behind 8000",
            "1.1b F16, 4 cores",
            "1.1b F16, 4 cores behind 8000");
  }

  @ParameterizedTest
  @CsvSource({
    "--shape, 7b, there is no shape '7b'",
    "--type, q5_1, there is no type 'q5_1'",
    "--kv-cache, q8_0, a KV cache is f32 or f16",
    "--cores, 0, --cores needs a number from 1 to 256",
    "--rounds, many, --rounds needs a number",
    "--llama2c, /none, there is no file /none",
    "--speed, 1, unknown option '--speed'"
  })
  void mistakesAreNamed(String option, String value, String message) {
    assertThatThrownBy(() -> Settings.parse(List.of(option, value)))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aValueIsNeeded() {
    assertThatThrownBy(() -> Settings.parse(List.of("--rounds")))
        .hasMessage("--rounds needs a value");
  }
}
