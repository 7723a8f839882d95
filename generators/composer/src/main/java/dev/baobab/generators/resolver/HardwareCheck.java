// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.HardwareProfile;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what the chosen modules and the model need and the chosen machine has not. */
final class HardwareCheck {
  private static final long MIB = 1 << 20;

  private HardwareCheck() {}

  static List<Problem> check(
      Declaration declaration, Selection selection, Optional<ModelFacts> model) {
    List<Problem> problems = new ArrayList<>();
    HardwareProfile profile = selection.profile();
    profile.cpu().ifPresent(cpu -> problems.addAll(processor(selection, cpu)));
    if (model.isPresent() && profile.memoryMiB().isPresent()) {
      long memory = profile.memoryMiB().getAsInt() * MIB;
      long size = model.get().memory();
      // The weights and a quarter more: KV cache, activations, tokenizer, firmware.
      if (size > memory / 5 * 4) {
        problems.add(memory(declaration, profile, size));
      }
    }
    return problems;
  }

  private static List<Problem> processor(Selection selection, Set<CpuFeature> cpu) {
    List<Problem> problems = new ArrayList<>();
    for (String id : selection.ids()) {
      Set<CpuFeature> lacking = new TreeSet<>(selection.descriptor(id).cpu());
      lacking.removeAll(cpu);
      if (!lacking.isEmpty()) {
        Problem.Builder problem =
            Problem.of(
                ProblemId.HARDWARE_LACKS,
                "Hardware profile \"%s\" lacks %s, which module \"%s\" needs.",
                selection.profile().name(),
                lacking.stream().map(CpuFeature::name).collect(Collectors.joining(" and ")),
                id);
        selection.profile().location().ifPresent(place -> problem.detail("declared at", place));
        problems.add(
            selection
                .addOrigin(problem, id)
                .fix(
                    "drop %s, choose another profile with -Dhardware=NAME, or declare the profile in the"
                        + " definition with without(\"%s\")",
                    id, id));
      }
    }
    return problems;
  }

  private static Problem memory(Declaration declaration, HardwareProfile profile, long size) {
    long sizeMiB = size / MIB + (size % MIB == 0 ? 0 : 1);
    Problem.Builder problem =
        Problem.of(
            ProblemId.HARDWARE_LACKS,
            "Hardware profile \"%s\" has %d MiB of memory, but the model needs about %d MiB.",
            profile.name(),
            profile.memoryMiB().getAsInt(),
            sizeMiB + (sizeMiB + 3) / 4);
    profile.location().ifPresent(place -> problem.detail("declared at", place));
    declaration.modelLocation().ifPresent(place -> problem.detail("model at", place));
    return problem
        .detail("weights", declaration.model().orElseThrow().weights(), sizeMiB + " MiB")
        .fix(
            "quantize the model, use a smaller one, or choose another profile with"
                + " -Dhardware=NAME");
  }
}
