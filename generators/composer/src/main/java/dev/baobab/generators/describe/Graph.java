// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.describe;

import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.resolver.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The graph of who asked for whom: an arrow leads from who asks to what is asked for. */
final class Graph {
  private Graph() {}

  /** The graph in the language of Graphviz. */
  static String dot(Plan plan) {
    StringBuilder out = new StringBuilder("digraph \"%s\" {\n".formatted(plan.name()));
    out.append("  rankdir=LR;\n  node [shape=box];\n");
    for (String asker : askers(plan)) {
      out.append("  \"%s\" [shape=ellipse];\n".formatted(dotQuoted(asker)));
    }
    for (PlannedModule module : plan.modules()) {
      out.append("  \"%s\";\n".formatted(module.id()));
    }
    for (Edge edge : edges(plan)) {
      out.append("  \"%s\" -> \"%s\";\n".formatted(dotQuoted(edge.from()), edge.to()));
    }
    return out.append("}\n").toString();
  }

  /** The graph in the language of Mermaid, which web pages of Markdown draw. */
  static String mermaid(Plan plan) {
    StringBuilder out = new StringBuilder("graph LR\n");
    List<String> nodes = new ArrayList<>(askers(plan));
    for (String asker : nodes) {
      out.append("  n%d([\"%s\"])\n".formatted(nodes.indexOf(asker), mermaidQuoted(asker)));
    }
    for (PlannedModule module : plan.modules()) {
      nodes.add(module.id());
      out.append("  n%d[\"%s\"]\n".formatted(nodes.size() - 1, module.id()));
    }
    for (Edge edge : edges(plan)) {
      out.append("  n%d --> n%d\n".formatted(nodes.indexOf(edge.from()), nodes.indexOf(edge.to())));
    }
    return out.toString();
  }

  private record Edge(String from, String to) {}

  private static List<Edge> edges(Plan plan) {
    List<Edge> edges = new ArrayList<>();
    for (PlannedModule module : plan.modules()) {
      for (Reason reason : module.reasons()) {
        edges.add(new Edge(node(plan, reason), module.id()));
      }
    }
    return edges;
  }

  /** The askers that are no modules. */
  private static Set<String> askers(Plan plan) {
    Set<String> askers = new TreeSet<>();
    for (PlannedModule module : plan.modules()) {
      for (Reason reason : module.reasons()) {
        if (reason.asker() != Reason.Asker.MODULE) {
          askers.add(node(plan, reason));
        }
      }
    }
    return askers;
  }

  // The names of askers hold a space or a colon, so that they differ from every module's id.
  private static String node(Plan plan, Reason reason) {
    return switch (reason.asker()) {
      case FRAMEWORK -> "every kernel";
      case DEFINITION -> "definition: " + plan.name();
      case MODEL -> "model: " + plan.model().weights();
      case HARDWARE -> "hardware: " + reason.name();
      case MODULE -> reason.name();
    };
  }

  private static String dotQuoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String mermaidQuoted(String text) {
    return text.replace("\"", "#quot;");
  }
}
