// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.goldens.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emitted text. {@code -Dgoldens.update=true} rewrites the goldens. */
class KernelSourcesTest {
  @TempDir Path folder;

  static List<AssemblyKernel> kernels() {
    return Kernels.all();
  }

  /** F16 and BF16 differ from F32 in how weights are loaded only. */
  static Stream<AssemblyKernel> goldens() {
    return Kernels.all().stream().filter(kernel -> !kernel.type().endsWith("F16"));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void matchesTheGolden(AssemblyKernel kernel) throws IOException {
    Goldens.check(Path.of(kernel.source().path()).getFileName().toString(), kernel.source().text());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void assemblesForUefi(AssemblyKernel kernel) throws IOException {
    Path object = Tools.assemble(folder, kernel, "win64");

    assertThat(Tools.run(folder, List.of("llvm-nm-19", "--extern-only", object.toString())).lines())
        .map(line -> line.replaceFirst("[0-9a-f]+ T ", ""))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(kernel.symbol()), kernel.farSymbol().stream()).toList());
  }

  @Test
  void namesFilesAndSymbolsAfterInstructionSetAndType() {
    AssemblyKernel kernel = new FloatKernel(InstructionSet.AVX2, FloatType.BF16);

    assertThat(kernel.symbol()).isEqualTo("bb_matmul_avx2_bf16");
    assertThat(kernel.source())
        .extracting(SourceFile::path, SourceFile::owner)
        .containsExactly("generated/matmul/matmul_avx2_bf16.asm", "matmul-avx2");
    assertThat(kernel.contribution())
        .extracting(MatMulKernel::name, MatMulKernel::set, MatMulKernel::type, MatMulKernel::cpu)
        .containsExactly("avx2-bf16", "avx2", "BF16", InstructionSet.AVX2.features());
  }

  @Test
  void namesAreUnique() {
    assertThat(Kernels.all()).extracting(AssemblyKernel::symbol).doesNotHaveDuplicates();
  }
}
