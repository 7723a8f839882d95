// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Checks that generated code can call {@code new SamplerModule(options)}. */
final class ComposerCheck {
  private final Elements elements;
  private final Types types;

  ComposerCheck(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** The class that an annotation names. */
  TypeElement composer(AnnotationView annotation) {
    return (TypeElement) ((DeclaredType) annotation.value("composer")).asElement();
  }

  /** What is wrong with the composer of an options interface, if anything is. */
  Optional<String> problem(TypeElement options, AnnotationView annotation) {
    TypeElement composer = composer(annotation);
    String name = composer.getSimpleName().toString();
    if (composer.getModifiers().contains(Modifier.ABSTRACT)) {
      return Optional.of("composer " + name + " is abstract; make it a concrete class");
    }
    if (composer.getNestingKind() != NestingKind.TOP_LEVEL
        && !composer.getModifiers().contains(Modifier.STATIC)) {
      return Optional.of("composer " + name + " is an inner class; make it static");
    }
    List<ExecutableElement> constructors =
        ElementFilter.constructorsIn(composer.getEnclosedElements());
    if (constructors.size() != 1 || !takes(constructors.get(0), options)) {
      return Optional.of(
          "composer "
              + name
              + " needs exactly one constructor, "
              + name
              + "("
              + options.getSimpleName()
              + " options); change it to that");
    }
    boolean samePackage = elements.getPackageOf(composer).equals(elements.getPackageOf(options));
    if (!isVisible(composer, samePackage) || !isVisible(constructors.get(0), samePackage)) {
      return Optional.of(
          "composer "
              + name
              + " or its constructor is not visible to the generated code; make both "
              + (samePackage ? "package-private" : "public"));
    }
    return Optional.empty();
  }

  private boolean takes(ExecutableElement constructor, TypeElement options) {
    return constructor.getParameters().size() == 1
        && types.isSameType(constructor.getParameters().get(0).asType(), options.asType());
  }

  private static boolean isVisible(Element element, boolean samePackage) {
    Set<Modifier> modifiers = element.getModifiers();
    return samePackage
        ? !modifiers.contains(Modifier.PRIVATE)
        : modifiers.contains(Modifier.PUBLIC);
  }
}
