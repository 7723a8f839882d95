// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes the table of the installed kernels, fastest first, and the switch that calls one. */
final class DispatchGenerator implements SourceGenerator {
  private static final Comparator<Contribution<MatMulKernel>> FASTEST_FIRST =
      Comparator.<Contribution<MatMulKernel>>comparingInt(kernel -> -kernel.value().priority())
          .thenComparing(Comparator.naturalOrder());

  private final List<MatMulKernel> kernels;

  @Inject
  DispatchGenerator(Set<Contribution<MatMulKernel>> kernels) {
    this.kernels = kernels.stream().sorted(FASTEST_FIRST).map(Contribution::value).toList();
  }

  @Override
  public SourceTree generate() {
    CWriter out =
        CWriter.file(
                DispatchGenerator.class,
                "The installed matrix kernels, and the call of one of them.")
            .include("matmul.h");
    headers().forEach(out::include);
    out.blank().include("bb_cpu.h").include("bb_model.h").blank();
    table(out);
    out.blank();
    call(out);
    return SourceTree.of(
        new SourceFile("generated/matmul/matmul_dispatch.c", out.text(), "matmul"));
  }

  private Set<String> headers() {
    Set<String> headers = new TreeSet<>();
    kernels.forEach(kernel -> headers.add(kernel.run().header()));
    return headers;
  }

  private void table(CWriter out) {
    out.open("const bb_matmul_kernel bb_matmul_kernels[] = {");
    for (MatMulKernel kernel : kernels) {
      out.line(
          "{%s, BB_DTYPE_%s, %s},",
          CWriter.literal(kernel.name()), kernel.type(), mask(kernel.cpu()));
    }
    out.close("};");
    out.line("const size_t bb_matmul_kernel_count = %d;", kernels.size());
  }

  private static String mask(Set<CpuFeature> features) {
    List<String> names = features.stream().sorted().map(CpuFeature::cName).toList();
    return names.isEmpty() ? "0" : String.join(" | ", names);
  }

  private void call(CWriter out) {
    out.line("void bb_matmul_run_kernel(size_t kernel, const bb_matmul_args *args)");
    out.open("{");
    out.line("switch (kernel) {");
    for (int i = 0; i < kernels.size(); i++) {
      boolean last = i == kernels.size() - 1;
      out.open(last ? "default:" : "case %d:".formatted(i));
      out.line("%s(args);", kernels.get(i).run().symbol());
      out.close("    return;");
    }
    out.line("}");
    out.close("}");
  }
}
