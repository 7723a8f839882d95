// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0.9, 0.9",
    "100, 100",
    "65536, 65536",
    "0.00001, 0.00001",
    "1e-7, 1E-7",
    "1e39, 1E+39",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void writesTheShortestText(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }
}
