// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Orders the chosen modules so that each stands after those that it requires; of two that could
 * come next, the one whose id is first in the alphabet. The kernel's own module comes before all:
 * what it requires is called by it, and starts after it.
 */
final class Order {
  private final Selection selection;

  Order(Selection selection) {
    this.selection = selection;
  }

  /** Ids of the modules in order; only for a selection without cycles. */
  List<String> modules() {
    String kernel = selection.providersOf(Selection.KERNEL).first();
    Set<String> placed = new LinkedHashSet<>(List.of(kernel));
    TreeSet<String> waiting = new TreeSet<>(selection.ids());
    waiting.remove(kernel);
    while (!waiting.isEmpty()) {
      String next =
          waiting.stream()
              .filter(id -> placed.containsAll(selection.requirements(id)))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("a cycle among " + waiting));
      waiting.remove(next);
      placed.add(next);
    }
    return List.copyOf(placed);
  }

  /** One problem for each group of modules that require each other. */
  List<Problem> cycles() {
    List<Problem> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String id : selection.ids()) {
      Set<String> reach = reach(id);
      if (!seen.contains(id) && reach.contains(id)) {
        reach.stream().filter(other -> reach(other).contains(id)).forEach(seen::add);
        problems.add(problem(shortestCycle(id)));
      }
    }
    return problems;
  }

  private Problem problem(List<String> cycle) {
    Problem.Builder problem =
        Problem.of(
            ProblemId.DEPENDENCY_CYCLE,
            "Modules require each other in a circle: %s.",
            String.join(" -> ", cycle));
    for (int i = 0; i + 1 < cycle.size(); i++) {
      problem.detail("module", cycle.get(i), "requires \"%s\"".formatted(cycle.get(i + 1)));
    }
    selection.addOrigin(problem, cycle.get(0));
    return problem.fix(
        "move what %s and %s share into a module that both require", cycle.get(0), cycle.get(1));
  }

  /** All modules that a module requires, directly or through others. */
  private Set<String> reach(String from) {
    Set<String> reach = new HashSet<>();
    Deque<String> queue = new ArrayDeque<>(selection.requirements(from));
    while (!queue.isEmpty()) {
      String at = queue.remove();
      if (reach.add(at)) {
        queue.addAll(selection.requirements(at));
      }
    }
    return reach;
  }

  private List<String> shortestCycle(String start) {
    Map<String, String> before = new HashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(start));
    while (true) {
      String at = queue.remove();
      for (String next : selection.requirements(at)) {
        if (next.equals(start)) {
          Deque<String> cycle = new ArrayDeque<>(List.of(start));
          for (String step = at; step != null; step = before.get(step)) {
            cycle.addFirst(step);
          }
          return List.copyOf(cycle);
        }
        if (before.putIfAbsent(next, at) == null) {
          queue.add(next);
        }
      }
    }
  }
}
