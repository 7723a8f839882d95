// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.vector;

import dev.baobab.dsl.extension.VectorPart;
import dev.baobab.dsl.extension.VectorSet;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what the kernel needs of the sets, and the function that tells them, fastest first. */
final class TableGenerator implements SourceGenerator {
  private static final Comparator<Contribution<VectorSet>> FASTEST_FIRST =
      Comparator.<Contribution<VectorSet>>comparingInt(set -> -set.value().priority())
          .thenComparing(Comparator.naturalOrder());

  private final List<VectorSet> sets;
  private final boolean quantized;
  private final Set<VectorPart.Part> parts;

  @Inject
  TableGenerator(
      Set<Contribution<VectorSet>> sets,
      Set<Contribution<WeightType>> types,
      Set<Contribution<VectorPart>> parts) {
    this.sets = sets.stream().sorted(FASTEST_FIRST).map(Contribution::value).toList();
    this.quantized = types.stream().anyMatch(type -> type.value().quantized());
    this.parts = parts.stream().map(part -> part.value().part()).collect(Collectors.toSet());
  }

  @Override
  public SourceTree generate() {
    return SourceTree.of(needs(), table());
  }

  private SourceFile needs() {
    CWriter out =
        CWriter.file(TableGenerator.class, "What the kernel needs of its vector sets.")
            .blank()
            .line("/* Whether a type of weights is installed that is multiplied by quantized")
            .line(" * activations. */")
            .line("#define BB_VECTOR_QUANTIZES %d", quantized ? 1 : 0)
            .blank()
            .line("/* Parts that few models need. */");
    for (VectorPart.Part part : VectorPart.Part.values()) {
      out.line("#define BB_VECTOR_%s %d", part, parts.contains(part) ? 1 : 0);
    }
    return new SourceFile("generated/vector/vector_needs.h", out.text(), "vector");
  }

  private SourceFile table() {
    CWriter out =
        CWriter.file(TableGenerator.class, "The installed vector sets.")
            .include("vector.h")
            .blank();
    sets.stream().map(set -> set.set().header()).distinct().sorted().forEach(out::include);
    out.blank();
    out.line("const bb_vector_set *bb_vector_installed(size_t index)");
    out.open("{");
    out.line("switch (index) {");
    for (int i = 0; i < sets.size(); i++) {
      out.line("case %d:", i);
      out.line("    return %s();", sets.get(i).set().symbol());
    }
    out.line("default:");
    out.line("    return NULL;");
    out.line("}");
    out.close("}");
    return new SourceFile("generated/vector/vector_table.c", out.text(), "vector");
  }
}
