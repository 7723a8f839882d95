// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "seed,seed",
    "topP,top-p",
    "repetitionPenalty,repetition-penalty",
    "baseURL,base-url",
    "httpURLOf,http-url-of",
    "sse2Only,sse2-only",
    "k2,k2"
  })
  void optionIsSpelledWithDashes(String method, String option) {
    assertThat(Names.optionOf(method)).isEqualTo(option);
  }

  @ParameterizedTest
  @CsvSource({"HALT,halt", "POWER_OFF,power-off", "Q8_0,q8-0"})
  void choiceIsSpelledWithDashes(String constant, String choice) {
    assertThat(Names.isConstant(constant)).isTrue();
    assertThat(Names.choiceOf(constant)).isEqualTo(choice);
  }

  @ParameterizedTest
  @CsvSource({"Halt", "_HALT", "HALT_", "POWER__OFF", "ÉTEINT"})
  void constantsThatWouldNotComeBackAreRefused(String constant) {
    assertThat(Names.isConstant(constant)).isFalse();
  }
}
