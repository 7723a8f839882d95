// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs the modules' own generators and joins their trees. */
final class Generation {
  private Generation() {}

  /** The joined tree; what goes wrong is added to the problems. */
  static SourceTree run(Injector injector, List<Problem> problems) {
    Map<String, SourceFile> files = new TreeMap<>();
    for (SourceGenerator generator : generators(injector, problems)) {
      for (SourceFile file : generate(generator, problems)) {
        SourceFile other = files.putIfAbsent(file.path(), file);
        if (other != null) {
          problems.add(duplicate(other, file));
        }
      }
    }
    return SourceTree.of(files.values());
  }

  private static Set<SourceGenerator> generators(Injector injector, List<Problem> problems) {
    try {
      return Bindings.generators(injector);
    } catch (ProvisionException e) {
      e.getErrorMessages()
          .forEach(message -> problems.add(Failures.of("a module's generator", message)));
      return Set.of();
    }
  }

  private static SourceTree generate(SourceGenerator generator, List<Problem> problems) {
    try {
      return generator.generate();
    } catch (RuntimeException | LinkageError e) {
      problems.add(Failures.of("generator %s".formatted(generator.getClass().getName()), e));
      return SourceTree.empty();
    }
  }

  private static Problem duplicate(SourceFile first, SourceFile second) {
    return Problem.of(
            ProblemId.DUPLICATE_CONTRIBUTION, "Two generators write the file %s.", first.path())
        .detail("generated for", "module \"%s\"".formatted(first.owner()))
        .detail("generated for", "module \"%s\"".formatted(second.owner()))
        .fix("begin the names of a module's files with the module's id");
  }
}
