// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * The errors of a compilation. Each says what is wrong and, after a semicolon, what to do, and
 * stands at the element or annotation value that is wrong.
 */
final class Problems {
  private final Messager messager;
  private int count;

  Problems(Messager messager) {
    this.messager = messager;
  }

  /** How many there are so far. */
  int count() {
    return count;
  }

  void at(Element element, String message) {
    count++;
    messager.printMessage(Diagnostic.Kind.ERROR, message, element);
  }

  void at(Element element, AnnotationMirror annotation, AnnotationValue value, String message) {
    count++;
    messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation, value);
  }
}
