// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorReferenceTest {
  private static final String SOURCE =
      """
      /* BB_ERROR(comment, "E-COMMENT", "Not this one."); */
      #include "fruit.h"
      #define BB_ERROR(variable, code, advice) static const bb_error_code variable = {code, advice}
      #define WASH "Wash it " \\
                   "first."
      BB_ERROR(rotten, "E-FRUIT-ROTTEN",
               "Throw \\"it\\" away. " WASH); // "not this"
      const bb_error_code hard = {
          "E-FRUIT-HARD", "Wait (until it is soft)."};

      bb_status check(char quote)
      {
          if (quote == '"')
              return bb_fail(&rotten, "%s is %.1f%% rotten, "
                                      "%-8zu worms_*", name, part, worms);
          return bb_fail(status, "%s", bb_failure_details());
      }
      """;

  private static List<ErrorDefinition> scan(String source) {
    return ErrorScanner.scan(List.of(new SourceFile("fruit.c", source, "basket")));
  }

  private static ErrorDefinition error(String code, String advice, String file) {
    return new ErrorDefinition(code, advice, List.of(), "basket", file);
  }

  @Test
  void readsDefinitionsAndDetails() {
    assertThat(scan(SOURCE))
        .containsExactly(
            new ErrorDefinition(
                "E-FRUIT-ROTTEN",
                "Throw \"it\" away. Wash it first.",
                List.of("%s is %.1f%% rotten, %-8zu worms_*"),
                "basket",
                "fruit.c"),
            error("E-FRUIT-HARD", "Wait (until it is soft).", "fruit.c"));
  }

  /** A code that several files raise, and one of the same name that is a file's own. */
  @Test
  void findsDetailsInOtherFiles() {
    List<ErrorDefinition> found =
        ErrorScanner.scan(
            List.of(
                new SourceFile(
                    "a.c", "bb_fail(&bb_sour, \"in a\"); bb_fail(&own, \"a\");", "basket"),
                new SourceFile(
                    "b.c",
                    "const bb_error_code bb_sour = {\"E-SOUR\", \"Do.\"}; BB_ERROR(own, \"E-OWN\", \"Do.\");",
                    "basket")));

    assertThat(found)
        .containsExactly(
            new ErrorDefinition("E-SOUR", "Do.", List.of("in a"), "basket", "b.c"),
            error("E-OWN", "Do.", "b.c"));
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatThrownBy(() -> scan("BB_ERROR(rotten, CODE, \"Wash it.\");"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fruit.c: a text is expected in an error's definition or report, not CODE");
  }

  @Test
  void writesASectionForEachCode() {
    assertThat(ErrorReference.of(scan(SOURCE)))
        .contains("| [E-FRUIT-HARD](#e-fruit-hard) | basket |\n| [E-FRUIT-ROTTEN]")
        .endsWith(
            """

            ## E-FRUIT-ROTTEN

            - … is …% rotten, … worms\\_\\*

            **To do:** Throw "it" away. Wash it first.

            Raised in basket: `fruit.c`.
            """);
  }

  @Test
  void oneCodeHasOneMeaning() {
    assertThat(
            ErrorReference.problems(
                List.of(
                    error("E-SAME", "Wash it first.", "a.c"),
                    error("E-SAME", "Wash it first. Peel it too.", "b.c"))))
        .isEmpty();
    assertThat(
            ErrorReference.problems(
                List.of(
                    error("E-SAME", "Wash it first.", "a.c"),
                    error("E-SAME", "Throw it away.", "b.c"),
                    error("fruit", "Throw it away.", "c.c"),
                    error("E-EMPTY", "Hm.", "d.c"))))
        .containsExactly(
            "E-EMPTY (basket: `d.c`) does not say what to do, in sentences",
            "E-SAME has several meanings: basket: `a.c`, basket: `b.c`",
            "fruit (basket: `c.c`) is not of the form E-WORD-WORD");
  }
}
