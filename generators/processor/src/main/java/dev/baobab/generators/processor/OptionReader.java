// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.TypeName;
import dev.baobab.dsl.module.Option;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.generators.processor.OptionModel.Range;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads and checks one method of an options interface. */
final class OptionReader {
  private final Elements elements;
  private final Problems problems;

  OptionReader(Elements elements, Problems problems) {
    this.elements = elements;
    this.problems = problems;
  }

  /** The option; empty if it is wrong, which is then reported. */
  Optional<OptionModel> read(ExecutableElement method) {
    int before = problems.count();
    Optional<OptionType> type = typeOf(method.getReturnType());
    checkShape(method, type);
    String doc = JavadocText.of(elements.getDocComment(method));
    String name = method.getSimpleName().toString();
    if (doc.isEmpty()) {
      problems.at(method, "option " + name + " has no documentation; say in Javadoc what it does");
    }
    Optional<AnnotationView> annotation =
        AnnotationView.find(method, Option.class, elements, problems);
    if (annotation.isEmpty()) {
      problems.at(method, name + "() is not an option; annotate it with @Option and its default");
    }
    if (problems.count() > before || !annotation.get().isComplete() || type.isEmpty()) {
      return Optional.empty();
    }
    OptionModel option = new Values(method, type.get(), annotation.get()).read(doc);
    return problems.count() == before ? Optional.of(option) : Optional.empty();
  }

  private void checkShape(ExecutableElement method, Optional<OptionType> type) {
    String name = method.getSimpleName().toString();
    if (!Names.isMember(name)) {
      problems.at(
          method,
          "option name "
              + name
              + " has no spelling in config files; use letters and digits,"
              + " like topP");
    }
    if (!method.getModifiers().contains(Modifier.ABSTRACT)) {
      problems.at(
          method,
          name
              + "() has a body; an options interface holds only abstract methods: move the code"
              + " to the composer");
    }
    if (!method.getParameters().isEmpty()) {
      problems.at(method, "option " + name + " has parameters; remove them");
    }
    if (!method.getTypeParameters().isEmpty()) {
      problems.at(method, "option " + name + " is generic; remove its type parameters");
    }
    // The compiler reports a type that it does not find.
    if (type.isEmpty() && method.getReturnType().getKind() != TypeKind.ERROR) {
      problems.at(
          method,
          "option "
              + name
              + " has the unknown type "
              + method.getReturnType()
              + "; use boolean, int, long, double, String or an enum");
    }
  }

  private static Optional<OptionType> typeOf(TypeMirror type) {
    return switch (type.getKind()) {
      case BOOLEAN -> Optional.of(OptionType.BOOLEAN);
      case INT, LONG -> Optional.of(OptionType.INTEGER);
      case DOUBLE -> Optional.of(OptionType.NUMBER);
      case DECLARED -> {
        Element declared = ((DeclaredType) type).asElement();
        yield declared.getKind() == ElementKind.ENUM
            ? Optional.of(OptionType.CHOICE)
            : declared.toString().equals(String.class.getName())
                ? Optional.of(OptionType.TEXT)
                : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** The values of one {@code @Option}, checked against the method's type. */
  private final class Values {
    private final ExecutableElement method;
    private final OptionType type;
    private final AnnotationView annotation;
    private final ValueParser parser;

    Values(ExecutableElement method, OptionType type, AnnotationView annotation) {
      this.method = method;
      this.type = type;
      this.annotation = annotation;
      this.parser = new ValueParser(type);
    }

    OptionModel read(String doc) {
      String name = method.getSimpleName().toString();
      Range range = range();
      int maxLength = maxLength();
      List<String> choices = type == OptionType.CHOICE ? choices() : List.of();
      if (annotation.has("unit") && !isNumeric()) {
        annotation.error("unit", "unit is only for numbers; remove it");
      }
      return new OptionModel(
          name,
          Names.optionOf(name),
          type,
          TypeName.get(method.getReturnType()),
          defaultValue(range, maxLength, choices),
          range,
          maxLength,
          choices,
          annotation.text("unit"),
          (Boolean) annotation.value("tunable"),
          doc);
    }

    private boolean isNumeric() {
      return type == OptionType.INTEGER || type == OptionType.NUMBER;
    }

    private Range range() {
      Range widest = method.getReturnType().getKind() == TypeKind.INT ? Range.INT : Range.NONE;
      Optional<Double> min = bound("min", widest);
      Optional<Double> max = bound("max", widest);
      if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
        annotation.error(
            "min",
            "min "
                + annotation.text("min")
                + " is greater than max "
                + annotation.text("max")
                + "; swap them");
      }
      return new Range(min.or(widest::min), max.or(widest::max));
    }

    private Optional<Double> bound(String member, Range widest) {
      String text = annotation.text(member);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!isNumeric()) {
        annotation.error(member, member + " is only for numbers; remove it");
        return Optional.empty();
      }
      Optional<Object> value = parser.parse(text);
      if (value.isEmpty()) {
        annotation.error(
            member, member + " \"" + text + "\" is not " + parser.expected() + "; correct it");
        return Optional.empty();
      }
      double bound = ((Number) value.get()).doubleValue();
      if (value.get() instanceof Long exact && !isExact(exact)) {
        annotation.error(
            member,
            member
                + " "
                + text
                + " is beyond 2^53, where bounds are no longer exact; leave it out"
                + " or use a smaller one");
      } else if (!widest.contains(bound)) {
        annotation.error(member, member + " " + text + " does not fit int; use long");
      }
      return Optional.of(bound);
    }

    private static boolean isExact(long value) {
      return Math.abs(value) <= 1L << 53 && value != Long.MIN_VALUE;
    }

    private int maxLength() {
      int maxLength = (Integer) annotation.value("maxLength");
      if (type != OptionType.TEXT) {
        if (annotation.has("maxLength")) {
          annotation.error("maxLength", "maxLength is only for texts; remove it");
        }
        return 0;
      }
      if (maxLength < 1 || maxLength > ValueParser.LONGEST_TEXT) {
        annotation.error(
            "maxLength",
            "maxLength " + maxLength + " is out of range; use 1 to " + ValueParser.LONGEST_TEXT);
      }
      return maxLength;
    }

    private List<String> choices() {
      Element declared = ((DeclaredType) method.getReturnType()).asElement();
      List<String> constants =
          declared.getEnclosedElements().stream()
              .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
              .map(member -> member.getSimpleName().toString())
              .toList();
      for (String constant : constants) {
        if (!Names.isConstant(constant)) {
          problems.at(
              method,
              "constant "
                  + constant
                  + " of "
                  + declared.getSimpleName()
                  + " has no spelling in config files; write it like POWER_OFF");
        }
      }
      return constants.stream().map(Names::choiceOf).toList();
    }

    private Object defaultValue(Range range, int maxLength, List<String> choices) {
      String text = annotation.text("value");
      Optional<Object> parsed = parser.parse(text);
      if (parsed.isEmpty()) {
        reject(text, "is not " + parser.expected(), "correct it");
        return text;
      }
      Object value = parsed.get();
      if (value instanceof Number number && !range.contains(number.doubleValue())) {
        reject(text, "is out of range", "choose " + Ranges.of(range));
      }
      if (type == OptionType.TEXT && ValueParser.bytes(text) > maxLength) {
        reject(
            text,
            "takes " + ValueParser.bytes(text) + " bytes, more than maxLength " + maxLength,
            "shorten it or raise maxLength");
      }
      if (type == OptionType.CHOICE && !choices.contains(text)) {
        reject(
            text,
            "is not a choice of "
                + ((DeclaredType) method.getReturnType()).asElement().getSimpleName(),
            "choose one of " + String.join(", ", choices));
      }
      return value;
    }

    private void reject(String text, String reason, String remedy) {
      annotation.error("value", "default \"" + text + "\" " + reason + "; " + remedy);
    }
  }
}
