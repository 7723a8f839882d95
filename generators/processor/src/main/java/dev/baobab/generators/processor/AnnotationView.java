// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * An annotation on an element, by the names of its members. It works on mirrors, since classes of
 * the compilation cannot be loaded, and since errors must point at single values.
 */
final class AnnotationView {
  /** What the compiler gives for a value that it could not resolve, and reports itself. */
  private static final String UNRESOLVED = "<error>";

  private final Element element;
  private final AnnotationMirror mirror;
  private final Map<String, AnnotationValue> values = new LinkedHashMap<>();
  private final Problems problems;

  private AnnotationView(
      Element element, AnnotationMirror mirror, Elements elements, Problems problems) {
    this.element = element;
    this.mirror = mirror;
    this.problems = problems;
    elements
        .getElementValuesWithDefaults(mirror)
        .forEach((member, value) -> values.put(member.getSimpleName().toString(), value));
  }

  /** The annotation of a type on an element. */
  static Optional<AnnotationView> find(
      Element element, Class<? extends Annotation> type, Elements elements, Problems problems) {
    return element.getAnnotationMirrors().stream()
        .filter(
            mirror ->
                ((TypeElement) mirror.getAnnotationType().asElement())
                    .getQualifiedName()
                    .contentEquals(type.getCanonicalName()))
        .findFirst()
        .map(mirror -> new AnnotationView(element, mirror, elements, problems));
  }

  /**
   * Whether the compiler found nothing missing or unresolved, and so has not complained already.
   */
  boolean isComplete() {
    long members =
        mirror.getAnnotationType().asElement().getEnclosedElements().stream()
            .filter(member -> member.getKind() == ElementKind.METHOD)
            .count();
    return values.size() == members && values.values().stream().noneMatch(this::isUnresolved);
  }

  /** Whether a member is written out. */
  boolean has(String member) {
    return mirror.getElementValues().keySet().stream()
        .anyMatch(method -> method.getSimpleName().contentEquals(member));
  }

  Object value(String member) {
    return values.get(member).getValue();
  }

  String text(String member) {
    return (String) value(member);
  }

  /** The values of an array, in order. */
  List<AnnotationValue> items(String member) {
    return ((List<?>) value(member)).stream().map(AnnotationValue.class::cast).toList();
  }

  /** The values of an array of strings, in order. */
  List<String> texts(String member) {
    return items(member).stream().map(item -> (String) item.getValue()).toList();
  }

  /** The names of an array of enum constants, in order, each once. */
  List<String> constants(String member) {
    List<String> names = new ArrayList<>();
    for (AnnotationValue item : items(member)) {
      names.add(((Element) item.getValue()).getSimpleName().toString());
    }
    return names.stream().distinct().toList();
  }

  void error(String member, String message) {
    error(values.get(member), message);
  }

  void error(AnnotationValue value, String message) {
    problems.at(element, mirror, value, message);
  }

  private boolean isUnresolved(AnnotationValue value) {
    return value.getValue() instanceof List<?> list
        ? list.stream().anyMatch(item -> isUnresolved((AnnotationValue) item))
        : value.getValue().equals(UNRESOLVED);
  }
}
