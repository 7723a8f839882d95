// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.SourceLocation;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that the model is named, that its files exist and that its constants make sense. */
final class ModelCheck {
  private final Declaration declaration;
  private final FileFacts files;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<ModelFacts> facts = Optional.empty();
  private final Map<Model, ModelFacts> others = new LinkedHashMap<>();

  ModelCheck(Declaration declaration, FileFacts files) {
    this.declaration = declaration;
    this.files = files;
    declaration.model().ifPresentOrElse(this::checkAll, this::missing);
  }

  List<Problem> problems() {
    return problems;
  }

  /** The model's facts; empty if there is no model that can be used. */
  Optional<ModelFacts> facts() {
    return facts;
  }

  /** The facts of the models beside that one, of those that can be used. */
  Map<Model, ModelFacts> others() {
    return others;
  }

  private void missing() {
    problems.add(
        Problem.of(ProblemId.MODEL_MISSING, "%s names no model to boot into.", declaration.name())
            .fix(
                "call model(Model.gguf(\"models/model.gguf\")) in configure(), or"
                    + " model(Model.llama2c(\"models/model.bin\")"
                    + ".tokenizer(\"models/tokenizer.bin\"))"));
  }

  private void checkAll(Model model) {
    facts = check(model);
    for (Model other : model.others()) {
      check(other).ifPresent(its -> others.put(other, its));
      if (other.namesConstants()) {
        unusable(
            "%s has constants of its own, but those of the first model count."
                .formatted(other.weights()),
            "convert it to GGUF, whose files carry them: mvn baobab:convert");
      }
    }
    Set<String> names = new HashSet<>();
    model.all().stream()
        .filter(one -> !names.add(one.fileName().toLowerCase(Locale.ROOT)))
        .forEach(
            one ->
                unusable(
                    "%s and another model would both be %s on the boot volume."
                        .formatted(one.weights(), one.fileName()),
                    "give one of the files another name"));
  }

  private Optional<ModelFacts> check(Model model) {
    file("weights", model.weights());
    Optional<ModelFacts> found = weights(model);
    said(model);
    return found;
  }

  /** What the definition says beside the weights' file. */
  private void said(Model model) {
    if (model.isGguf()) {
      tellsAll(model);
      return;
    }
    Optional<String> tokenizer = model.tokenizer();
    if (tokenizer.isPresent()) {
      file("tokenizer", tokenizer.get());
    } else {
      problems.add(
          located(
                  Problem.of(
                      ProblemId.MODEL_NOT_FOUND,
                      "The model of %s names no tokenizer.",
                      declaration.name()))
              .fix("add .tokenizer(\"models/tokenizer.bin\") to the model"));
    }
    constant("ropeTheta", model.ropeTheta(), "greater than 0", model.ropeTheta() > 0);
    constant(
        "normEpsilon",
        model.normEpsilon(),
        "greater than 0 and less than 1",
        model.normEpsilon() > 0 && model.normEpsilon() < 1);
  }

  /** A GGUF file tells what others do not: what the definition says beside it would be lost. */
  private void tellsAll(Model model) {
    model
        .tokenizer()
        .ifPresent(
            tokenizer ->
                unusable(
                    "%s carries its tokenizer, so that %s would not be read."
                        .formatted(model.weights(), tokenizer),
                    "drop tokenizer(...)"));
    if (model.namesConstants()) {
      unusable(
          "%s carries its constants, so that those of the definition would not count."
              .formatted(model.weights()),
          "drop ropeTheta(...) and normEpsilon(...)");
    }
  }

  private void file(String role, String path) {
    if (files.size(path).isPresent()) {
      return;
    }
    Problem.Builder problem =
        located(
                Problem.of(
                    ProblemId.MODEL_NOT_FOUND,
                    "The %s file of %s does not exist: %s",
                    role,
                    declaration.name(),
                    path))
            .detail("looked for", path, "relative to the project's folder");
    List<String> others = files.sameName(path);
    others.forEach(other -> problem.detail("there is", other));
    problems.add(
        problem.fix(
            others.isEmpty() ? "put the file there, or correct the path" : "correct the path"));
  }

  private Optional<ModelFacts> weights(Model model) {
    Optional<ModelFacts> found = Optional.empty();
    try {
      found = files.model(model);
    } catch (ModelException e) {
      unusable(e.problem(), e.fix());
    }
    found
        .map(ModelFacts::stored)
        .filter(stored -> !model.isPacked() && !model.isGguf() && stored != DataType.F32)
        .ifPresent(
            stored ->
                unusable(
                    "%s holds %s, but asIs() is for float32 files."
                        .formatted(model.weights(), stored),
                    "drop asIs(): the build then packs the model"));
    return found;
  }

  private void unusable(String problem, String fix) {
    problems.add(
        located(
                Problem.of(
                    ProblemId.MODEL_UNUSABLE,
                    "The model of %s cannot be used: %s",
                    declaration.name(),
                    problem))
            .fix("%s", fix));
  }

  private void constant(String name, double value, String range, boolean inRange) {
    if (!inRange || value > Float.MAX_VALUE || (float) value == 0) {
      problems.add(
          located(
                  Problem.of(
                      ProblemId.OPTION_OUT_OF_RANGE,
                      "The model of %s has %s(%s), but it must be %s.",
                      declaration.name(),
                      name,
                      Numbers.text(value),
                      range))
              .fix("give %s the value that the model was trained with", name));
    }
  }

  private Problem.Builder located(Problem.Builder problem) {
    Optional<SourceLocation> place = declaration.modelLocation();
    place.ifPresent(at -> problem.detail("declared at", at, "model(...)"));
    return problem;
  }
}
