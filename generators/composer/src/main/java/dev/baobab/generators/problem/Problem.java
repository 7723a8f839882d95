// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One error of a declaration: what is wrong, where, and what to do.
 *
 * @param id the stable id
 * @param sentence what is wrong
 * @param details places and facts, one a line
 * @param fix what to do, without a full stop
 */
public record Problem(ProblemId id, String sentence, List<Detail> details, String fix)
    implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::id).thenComparing(Problem::render);

  public Problem {
    details = List.copyOf(details);
  }

  /**
   * One indented line of a problem.
   *
   * @param label what the line tells: {@code forbidden at}
   * @param value a place or a fact
   * @param note what stands there, or empty
   */
  public record Detail(String label, String value, String note) {}

  /** Starts a problem; the sentence is {@link String#format formatted} with the arguments. */
  public static Builder of(ProblemId id, String sentence, Object... arguments) {
    return new Builder(id, sentence.formatted(arguments));
  }

  /** The problem as text: the sentence, aligned details, the fix; no line break at the end. */
  public String render() {
    StringBuilder out = new StringBuilder("[%s] %s\n".formatted(id, sentence));
    int labels = details.stream().mapToInt(detail -> detail.label().length()).max().orElse(0);
    int values =
        details.stream()
            .filter(detail -> !detail.note().isEmpty())
            .mapToInt(detail -> detail.value().length())
            .max()
            .orElse(0);
    for (Detail detail : details) {
      String line = "  " + pad(detail.label(), labels) + "  " + pad(detail.value(), values);
      out.append((line + "  " + detail.note()).stripTrailing()).append('\n');
    }
    return out.append("To fix: %s.   More: %s".formatted(fix, id.page())).toString();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** Collects a problem's details; {@link #fix} ends it. */
  public static final class Builder {
    private final ProblemId id;
    private final String sentence;
    private final List<Detail> details = new ArrayList<>();

    private Builder(ProblemId id, String sentence) {
      this.id = id;
      this.sentence = sentence;
    }

    /** Adds a line. */
    public Builder detail(String label, Object value) {
      return detail(label, value, "");
    }

    /** Adds a line with a note at its end. */
    public Builder detail(String label, Object value, String note) {
      details.add(new Detail(label, value.toString(), note));
      return this;
    }

    /** The problem, with what to do about it. */
    public Problem fix(String fix, Object... arguments) {
      return new Problem(id, sentence, details, fix.formatted(arguments));
    }
  }
}
