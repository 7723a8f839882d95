// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.SourceTree;

/** What each instruction set's module contributes: its kernel, and the assembly of it. */
final class KernelContribution {
  static final String HEADER = "matmul_kernels.h";

  private KernelContribution() {}

  /** The contribution of an instruction set; wider ones are preferred. */
  static MatMulKernel of(InstructionSet isa, WeightType type) {
    return new MatMulKernel(
        isa.id() + "-" + type.id(),
        type.name(),
        isa.cpuFeatures(),
        isa.vectorBytes(),
        CFunction.of(MatMulEmitter.symbol(isa, type), HEADER));
  }

  /** The assembly of a kernel, as the generator of a module. */
  abstract static class Assembly implements SourceGenerator {
    private final InstructionSet isa;

    Assembly(InstructionSet isa) {
      this.isa = isa;
    }

    @Override
    public SourceTree generate() {
      return SourceTree.of(MatMulEmitter.emit(isa, WeightType.F32));
    }
  }
}
