// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emitted text. {@code -Dgoldens.update=true} rewrites the goldens. */
class MatMulEmitterTest {
  private static final Path GOLDENS = Path.of("src/test/resources/goldens");

  static List<InstructionSet> instructionSets() {
    return InstructionSet.all();
  }

  @ParameterizedTest
  @MethodSource("instructionSets")
  void matchesTheGolden(InstructionSet isa) throws IOException {
    SourceFile file = MatMulEmitter.emit(isa, WeightType.F32);
    Path golden = GOLDENS.resolve(Path.of(file.path()).getFileName());
    if (Boolean.getBoolean("goldens.update")) {
      Files.createDirectories(GOLDENS);
      Files.writeString(golden, file.text());
    }

    assertThat(golden).as("run with -Dgoldens.update=true to write it").exists();
    assertThat(file.text()).isEqualTo(Files.readString(golden));
  }

  @Test
  void namesFilesAndSymbolsAfterInstructionSetAndType() {
    assertThat(InstructionSet.all().stream().map(isa -> MatMulEmitter.emit(isa, WeightType.F32)))
        .extracting(SourceFile::path)
        .containsExactly(
            "generated/matmul/matmul_sse2_f32.asm",
            "generated/matmul/matmul_avx2_f32.asm",
            "generated/matmul/matmul_avx512_f32.asm");
    assertThat(MatMulEmitter.symbol(new Avx2(), WeightType.F32)).isEqualTo("bb_matmul_avx2_f32");
  }

  @Test
  void isDeterministic() {
    assertThat(MatMulEmitter.emit(new Avx512(), WeightType.F32))
        .isEqualTo(MatMulEmitter.emit(new Avx512(), WeightType.F32));
  }

  @Test
  void refusesMoreRowsThanRegisters() {
    assertThatThrownBy(() -> MatMulEmitter.emit(new Avx2(), WeightType.F32, new MicroKernel(13, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row block of 13: AVX2 and FMA has registers for 12");
  }

  @Test
  void refusesShapesOutOfRange() {
    assertThatThrownBy(() -> new MicroKernel(0, 1)).hasMessage("row block of 0: must be 1 to 14");
    assertThatThrownBy(() -> new MicroKernel(15, 1)).hasMessage("row block of 15: must be 1 to 14");
    assertThatThrownBy(() -> new MicroKernel(1, 0)).hasMessage("unroll of 0: must be 1 to 32");
    assertThatThrownBy(() -> new MicroKernel(1, 33)).hasMessage("unroll of 33: must be 1 to 32");
  }

  @Test
  void narrowerBlocksTakeTheRowsLeftOver() {
    assertThat(new MicroKernel(12, 1).rowBlocks()).containsExactly(12, 4, 1);
    assertThat(new MicroKernel(4, 1).rowBlocks()).containsExactly(4, 1);
    assertThat(new MicroKernel(1, 1).rowBlocks()).containsExactly(1);
  }

  @Test
  void everyRowIsWithinReachOfOneCursor() {
    assertThat(RowAddresses.oddMultiples(8)).containsExactly(1, 3, 5, 7);
    assertThat(RowAddresses.operand(0, 0)).isEqualTo("[row]");
    assertThat(RowAddresses.operand(7, 0)).isEqualTo("[row + stride7]");
    assertThat(RowAddresses.operand(12, 64)).isEqualTo("[row + 4*stride3 + 64]");
  }
}
