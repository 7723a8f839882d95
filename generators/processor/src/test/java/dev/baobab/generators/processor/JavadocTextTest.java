// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Plain text.|Plain text.",
        "A {@code x < y} b|A x < y b",
        "A {@code f({})} b|A f({}) b",
        "A {@code <b>&lt;</b>} b|A <b>&lt;</b> b",
        "A {@literal @Option} b|A @Option b",
        "See {@link Heap}.|See Heap.",
        "See {@link Heap#size(int, long)}.|See Heap.size(int, long).",
        "See {@link #size()}.|See size().",
        "See {@link Heap#size(int, long) the <i>size</i>}.|See the size.",
        "See {@linkplain java.util.List the list}.|See the list.",
        "{@return the size}|Returns the size.",
        "Of {@value} bytes|Of bytes",
        "An <em>in</em>separable word|An inseparable word",
        "One<p>two<br/>three|One two three",
        "One<!-- two > three -->four|Onefour",
        "a &lt; b &amp; c &unknown; d&|a < b & c &unknown; d&",
        "1 < 2 <3|1 < 2 <3",
        "unclosed {@code x|unclosed x",
        "unclosed <p|unclosed",
        "ends with <|ends with <",
      })
  void markupGoesAndContentStays(String comment, String text) {
    assertThat(JavadocText.of(comment)).isEqualTo(text);
  }

  @Test
  void whiteSpaceIsFoldedAndBlockTagsEndTheText() {
    assertThat(JavadocText.of(" One\n   two.\n\n <p>Three.\n\n @return four\n   five\n"))
        .isEqualTo("One two. Three.");
  }

  @Test
  void withoutCommentOrDescriptionItIsEmpty() {
    assertThat(JavadocText.of(null)).isEmpty();
    assertThat(JavadocText.of(" @return only this")).isEmpty();
  }
}
