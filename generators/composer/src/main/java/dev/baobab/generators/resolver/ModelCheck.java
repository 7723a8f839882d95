// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.SourceLocation;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the model is named, that its files exist and that its constants make sense. */
final class ModelCheck {
  private final Declaration declaration;
  private final FileFacts files;
  private final List<Problem> problems = new ArrayList<>();

  private ModelCheck(Declaration declaration, FileFacts files) {
    this.declaration = declaration;
    this.files = files;
  }

  static List<Problem> check(Declaration declaration, FileFacts files) {
    ModelCheck check = new ModelCheck(declaration, files);
    declaration.model().ifPresentOrElse(check::check, check::missing);
    return check.problems;
  }

  private void missing() {
    problems.add(
        Problem.of(ProblemId.MODEL_MISSING, "%s names no model to boot into.", declaration.name())
            .fix(
                "call model(Model.llama2c(\"models/model.bin\").tokenizer(\"models/tokenizer.bin\"))"
                    + " in configure()"));
  }

  private void check(Model model) {
    file("weights", model.weights());
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
