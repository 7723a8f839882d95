// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the tables of the installed types of weights and of the kernels for them, fastest first,
 * and the switch that calls one.
 */
final class DispatchGenerator implements SourceGenerator {
  private static final Comparator<Contribution<MatMulKernel>> FASTEST_FIRST =
      Comparator.<Contribution<MatMulKernel>>comparingInt(kernel -> -kernel.value().priority())
          .thenComparing(Comparator.naturalOrder());

  /** Kernels that have a second function, and that. */
  private static final Map<String, String> FAR =
      Kernels.all().stream()
          .filter(kernel -> kernel.farSymbol().isPresent())
          .collect(
              Collectors.toUnmodifiableMap(
                  AssemblyKernel::symbol, kernel -> kernel.farSymbol().orElseThrow()));

  private final List<WeightType> types;
  private final List<MatMulKernel> kernels;

  @Inject
  DispatchGenerator(Set<Contribution<WeightType>> types, Set<Contribution<MatMulKernel>> kernels) {
    this.types = types.stream().sorted().map(Contribution::value).toList();
    this.kernels =
        kernels.stream()
            .sorted(FASTEST_FIRST)
            .map(Contribution::value)
            .filter(kernel -> this.types.stream().anyMatch(type -> isFor(kernel, type)))
            .toList();
    this.types.forEach(this::checkRunsEverywhere);
  }

  private static boolean isFor(MatMulKernel kernel, WeightType type) {
    return kernel.type().equals(type.name());
  }

  private void checkRunsEverywhere(WeightType type) {
    if (kernels.stream().noneMatch(k -> isFor(k, type) && k.cpu().isEmpty())) {
      throw new IllegalStateException(
          "weights of type %s have no matrix kernel that every processor can run: contribute one"
              .formatted(type.name()));
    }
  }

  @Override
  public SourceTree generate() {
    CWriter out =
        CWriter.file(
                DispatchGenerator.class,
                "The installed types of weights and matrix kernels, and the call of one of them.")
            .include("matmul.h");
    headers().forEach(out::include);
    out.blank().include("bb_cpu.h").blank();
    typeTable(out);
    out.blank();
    kernelTable(out);
    out.blank();
    adapt(out);
    out.blank();
    call(out);
    return SourceTree.of(
        new SourceFile("generated/matmul/matmul_dispatch.c", out.text(), "matmul"));
  }

  private Set<String> headers() {
    Set<String> headers = new TreeSet<>();
    Stream.concat(
            types.stream().flatMap(type -> Stream.of(type.pack(), type.unpack())),
            kernels.stream().map(MatMulKernel::run))
        .map(CFunction::header)
        .forEach(headers::add);
    return headers;
  }

  private void typeTable(CWriter out) {
    out.open("const bb_weight_type bb_matmul_types[] = {");
    for (WeightType type : types) {
      out.line(
          "{%s, BB_DTYPE_%s, %s, %s, %s},",
          CWriter.literal(type.name()),
          type.name(),
          type.quantized(),
          type.pack().symbol(),
          type.unpack().symbol());
    }
    out.close("};");
    out.line("const size_t bb_matmul_type_count = %d;", types.size());
  }

  private void kernelTable(CWriter out) {
    out.open("const bb_matmul_kernel bb_matmul_kernels[] = {");
    for (MatMulKernel kernel : kernels) {
      out.line(
          "{%s, %s, BB_DTYPE_%s, %s},",
          CWriter.literal(kernel.name()),
          CWriter.literal(kernel.set()),
          kernel.type(),
          mask(kernel.cpu()));
    }
    out.close("};");
    out.line("const size_t bb_matmul_kernel_count = %d;", kernels.size());
  }

  private static String mask(Set<CpuFeature> features) {
    List<String> names = features.stream().sorted().map(CpuFeature::cName).toList();
    return names.isEmpty() ? "0" : String.join(" | ", names);
  }

  /** Some kernels have a second function for processors that do not find streams themselves. */
  private void adapt(CWriter out) {
    boolean adapts = kernels.stream().anyMatch(kernel -> FAR.containsKey(kernel.run().symbol()));
    if (adapts) {
      out.line("static bool fetches_far;").blank();
    }
    out.line("void bb_matmul_adapt(void)");
    out.open("{");
    if (adapts) {
      out.line("fetches_far = !bb_cpu_finds_streams();");
    }
    out.close("}");
  }

  private void call(CWriter out) {
    out.line("void bb_matmul_run_kernel(size_t kernel, const bb_matmul_args *args)");
    out.open("{");
    out.line("switch (kernel) {");
    for (int i = 0; i < kernels.size(); i++) {
      boolean last = i == kernels.size() - 1;
      out.open(last ? "default:" : "case %d:".formatted(i));
      String symbol = kernels.get(i).run().symbol();
      if (FAR.containsKey(symbol)) {
        out.line("(fetches_far ? %s : %s)(args);", FAR.get(symbol), symbol);
      } else {
        out.line("%s(args);", symbol);
      }
      out.close("    return;");
    }
    out.line("}");
    out.close("}");
  }
}
