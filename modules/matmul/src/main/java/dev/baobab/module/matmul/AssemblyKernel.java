// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.dsl.source.SourceFile;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A matrix kernel in assembly: of one instruction set, for one type of weights. */
abstract class AssemblyKernel {
  private static final String HEADER = "matmul_kernels.h";

  private final InstructionSet set;
  private final String type;

  /**
   * A kernel.
   *
   * @param set the instruction set
   * @param type the type of the weights: {@code Q8_0}
   */
  AssemblyKernel(InstructionSet set, String type) {
    this.set = set;
    this.type = type;
  }

  /** Its instruction set. */
  final InstructionSet set() {
    return set;
  }

  /** The name of the type of its weights. */
  final String type() {
    return type;
  }

  /** The features that it needs. */
  Set<CpuFeature> features() {
    return set.features();
  }

  /** One sentence for the head of the file: what is computed how. */
  abstract String summary();

  /** Writes the function {@link #symbol}, by a {@link KernelFrame}. */
  abstract void write(NasmWriter asm);

  /** The function's name: {@code bb_matmul_avx512_vnni_q8_0}. */
  final String symbol() {
    return "bb_matmul_" + suffix();
  }

  /**
   * The function that fetches weights far ahead, for processors which do not find streams of memory
   * themselves; the other does not.
   */
  Optional<String> farSymbol() {
    return Optional.empty();
  }

  /** The contribution. */
  final MatMulKernel contribution() {
    return new MatMulKernel(
        set.id(), type, features(), set.priority(), CFunction.of(symbol(), HEADER));
  }

  /** The file: {@code generated/matmul/matmul_avx512_vnni_q8_0.asm}. */
  final SourceFile source() {
    NasmWriter asm = NasmWriter.file(getClass(), summary());
    write(asm);
    return new SourceFile(
        "generated/matmul/matmul_%s.asm".formatted(suffix()), asm.text(), "matmul-" + set.id());
  }

  private String suffix() {
    return set.symbol() + "_" + type.toLowerCase(Locale.ROOT);
  }

  @Override
  public final String toString() {
    return set.id() + "-" + type.toLowerCase(Locale.ROOT);
  }
}
