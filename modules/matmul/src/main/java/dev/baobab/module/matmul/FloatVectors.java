// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;

/**
 * What a float kernel does with vectors of float32. Registers are numbers; 0 to {@link #reserved}
 * are not accumulators: 0 holds x, the next ones are free for the operations here.
 */
abstract sealed class FloatVectors permits Sse2Floats, AvxFloats {
  /** The register of x. */
  static final int X = 0;

  private final InstructionSet set;

  FloatVectors(InstructionSet set) {
    this.set = set;
  }

  static FloatVectors of(InstructionSet set) {
    return set.wide() ? new AvxFloats(set) : new Sse2Floats();
  }

  /** Floats in a register. */
  final int lanes() {
    return set.vectorBytes() / Float.BYTES;
  }

  final String register(int number) {
    return set.register(number);
  }

  /** Registers that there are. */
  abstract int registers();

  /** Registers from number 0 that the operations use. */
  abstract int reserved();

  /** Constants that the operations read; written before the function. */
  abstract void constants(NasmWriter asm, FloatType type);

  abstract void clear(NasmWriter asm, int to);

  /** Sets every lane to a float in memory. */
  abstract void broadcast(NasmWriter asm, int to, String address);

  /** Loads a vector of weights as float32; {@code address} has the alignment of what it loads. */
  abstract void load(NasmWriter asm, FloatType type, int to, String address);

  /** {@code sum += weights * x}; x in register {@link #X}. */
  abstract void multiplyAdd(NasmWriter asm, int sum, int weights);

  /** The same with weights in memory, which are used once. */
  abstract void multiplyAdd(NasmWriter asm, FloatType type, int sum, String weights);

  /** Stores a vector at a place of any alignment. */
  abstract void store(NasmWriter asm, String address, int from);
}
