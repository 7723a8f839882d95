// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;

/**
 * The data type of the weights: how they lie in memory, and how a vector of them meets a vector of
 * x. The vector itself is always float32.
 */
public enum WeightType {
  /** IEEE 754 single precision: used in place, without conversion. */
  F32("f32", 4) {
    @Override
    void multiplyAdd(NasmWriter asm, InstructionSet isa, int accumulator, String weights) {
      isa.multiplyAdd(asm, accumulator, weights);
    }

    @Override
    void multiplyAddTail(NasmWriter asm, InstructionSet isa, int accumulator, String weights) {
      isa.multiplyAddTail(asm, accumulator, weights);
    }
  };

  private final String id;
  private final int elementBytes;

  WeightType(String id, int elementBytes) {
    this.id = id;
    this.elementBytes = elementBytes;
  }

  /** The name in symbols and file names. */
  public String id() {
    return id;
  }

  /** Bytes of one weight. */
  int elementBytes() {
    return elementBytes;
  }

  /** Adds one vector of weights, times x, to the accumulator. */
  abstract void multiplyAdd(NasmWriter asm, InstructionSet isa, int accumulator, String weights);

  /** The same for the columns that {@link InstructionSet#loadTail} loaded. */
  abstract void multiplyAddTail(
      NasmWriter asm, InstructionSet isa, int accumulator, String weights);
}
