// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.ClassName;
import dev.baobab.dsl.module.KernelModule;
import dev.baobab.generators.processor.ModuleModel.Builder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads and checks one options interface with its {@code @KernelModule}. */
final class ModuleReader {
  private static final Pattern BUILDER =
      Pattern.compile("([A-Z][a-zA-Z0-9]*)\\.([a-z][a-zA-Z0-9]*)");

  /** What a static method without parameters cannot be called, as all classes have it already. */
  private static final Set<String> OBJECT_METHODS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private static final String PATH = "[a-z0-9_]+(/[a-z0-9_]+)*";
  private static final Pattern SOURCE = Pattern.compile(PATH + "\\.(c|asm)");
  private static final Pattern HEADER = Pattern.compile(PATH + "\\.h");

  private final Elements elements;
  private final Problems problems;
  private final OptionReader options;
  private final ComposerCheck composers;

  ModuleReader(Elements elements, Types types, Problems problems) {
    this.elements = elements;
    this.problems = problems;
    this.options = new OptionReader(elements, problems);
    this.composers = new ComposerCheck(elements, types);
  }

  /** The module; empty if it is wrong, which is then reported. */
  Optional<ModuleModel> read(TypeElement type) {
    AnnotationView annotation =
        AnnotationView.find(type, KernelModule.class, elements, problems).orElseThrow();
    if (!annotation.isComplete()) {
      return Optional.empty();
    }
    int before = problems.count();
    if (!checkShape(type)) {
      return Optional.empty();
    }
    String doc = JavadocText.of(elements.getDocComment(type));
    if (doc.isEmpty()) {
      problems.at(
          type,
          type.getSimpleName()
              + " has no documentation; describe the module in Javadoc, for the"
              + " reference");
    }
    if (annotation.text("summary").isBlank()) {
      annotation.error("summary", "summary is empty; say in one sentence what the module does");
    }
    String id = id(annotation);
    Optional<Builder> builder = builder(type, annotation);
    composers.problem(type, annotation).ifPresent(message -> annotation.error("composer", message));
    List<String> provides = capabilities(annotation, id);
    checkFiles(annotation, "sources", SOURCE, "a .c or .asm file");
    checkFiles(annotation, "headers", HEADER, "an .h file");
    List<OptionModel> table = options(type);
    if (problems.count() > before || builder.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ModuleModel(
            type,
            annotation,
            id,
            builder.get(),
            annotation.text("summary"),
            doc,
            ClassName.get(composers.composer(annotation)),
            provides,
            annotation.texts("requires"),
            annotation.texts("conflicts"),
            annotation.constants("cpu"),
            annotation.texts("sources"),
            annotation.texts("headers"),
            table));
  }

  private boolean checkShape(TypeElement type) {
    int before = problems.count();
    String name = type.getSimpleName().toString();
    if (type.getKind() != ElementKind.INTERFACE) {
      problems.at(
          type, name + " is not an interface; put @KernelModule on the interface of the options");
      return false;
    }
    if (type.getNestingKind() != NestingKind.TOP_LEVEL) {
      problems.at(type, name + " is nested; move it to a file of its own");
    }
    if (!type.getTypeParameters().isEmpty()) {
      problems.at(type, name + " is generic; remove its type parameters");
    }
    if (!type.getInterfaces().isEmpty()) {
      problems.at(type, name + " extends an interface; declare all options in " + name + " itself");
    }
    return problems.count() == before;
  }

  private String id(AnnotationView annotation) {
    String id = annotation.text("id");
    if (!Names.isId(id)) {
      annotation.error(
          "id",
          "\""
              + id
              + "\" is not a module id; use lower-case letters, digits and dashes, beginning"
              + " with a letter");
    }
    return id;
  }

  private Optional<Builder> builder(TypeElement type, AnnotationView annotation) {
    String call = annotation.text("builder");
    Matcher parts = BUILDER.matcher(call);
    if (!parts.matches()) {
      annotation.error(
          "builder",
          "\"" + call + "\" is not a class and its method; write it like Sampler.options");
      return Optional.empty();
    }
    String method = parts.group(2);
    if (SourceVersion.isKeyword(method) || OBJECT_METHODS.contains(method)) {
      annotation.error(
          "builder", "Java reserves the name " + method + "; choose another, like options");
      return Optional.empty();
    }
    if (Names.typeOf(method).equals(parts.group(1))) {
      annotation.error(
          "builder",
          "the builder's class would be called "
              + parts.group(1)
              + " like the class around it;"
              + " choose another method name, like options");
      return Optional.empty();
    }
    ClassName facade = ClassName.get(ClassName.get(type).packageName(), parts.group(1));
    return Optional.of(new Builder(facade, method));
  }

  /** Checks all names of capabilities, and gives the provided ones, the id first. */
  private List<String> capabilities(AnnotationView annotation, String id) {
    Set<String> provides = new LinkedHashSet<>(List.of(id));
    provides.addAll(annotation.texts("provides"));
    for (String member : List.of("provides", "requires", "conflicts")) {
      for (AnnotationValue item : annotation.items(member)) {
        String name = (String) item.getValue();
        if (!Names.isId(name)) {
          annotation.error(
              item,
              "\""
                  + name
                  + "\" is not a capability; use lower-case letters, digits and dashes,"
                  + " beginning with a letter");
        } else if (!member.equals("provides") && provides.contains(name)) {
          annotation.error(item, member + " \"" + name + "\" is the module itself; remove it");
        }
      }
    }
    Set<String> required = new HashSet<>(annotation.texts("requires"));
    for (AnnotationValue item : annotation.items("conflicts")) {
      if (required.contains(item.getValue())) {
        annotation.error(
            item, "\"" + item.getValue() + "\" is both required and excluded; remove one of them");
      }
    }
    return List.copyOf(provides);
  }

  private void checkFiles(AnnotationView annotation, String member, Pattern pattern, String kind) {
    for (AnnotationValue item : annotation.items(member)) {
      String file = (String) item.getValue();
      if (!pattern.matcher(file).matches()) {
        annotation.error(
            item,
            "\""
                + file
                + "\" in "
                + member
                + " is not "
                + kind
                + "; name it in snake_case, relative"
                + " to src/main/c");
      }
    }
  }

  private List<OptionModel> options(TypeElement type) {
    List<OptionModel> table = new ArrayList<>();
    Map<String, String> methods = new HashMap<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      String name = method.getSimpleName().toString();
      String other = methods.putIfAbsent(Names.optionOf(name), name);
      // Overloads have parameters, and are reported for that.
      if (other != null && !other.equals(name)) {
        problems.at(
            method,
            "options "
                + other
                + " and "
                + name
                + " are both "
                + Names.optionOf(name)
                + " in config files; rename one");
      }
      options.read(method).ifPresent(table::add);
    }
    return table;
  }
}
