// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.source.NasmWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A vector instruction set, as the micro-kernel sees it. Registers are numbers; {@link #register}
 * names them at full width. Register 0 holds x, 1 and 2 are scratch; none of them is an
 * accumulator.
 */
public abstract sealed class InstructionSet permits Sse2, Avx {
  /** Every instruction set, the weakest first. */
  public static List<InstructionSet> all() {
    return List.of(new Sse2(), new Avx2(), new Avx512());
  }

  static final int X = 0;
  static final int SCRATCH = 1;
  static final int SCRATCH2 = 2;

  /** The name in symbols and file names: {@code avx2}. */
  public abstract String id();

  /** The name for people: {@code AVX2 and FMA}. */
  public abstract String title();

  /** Features that the processor must have. */
  public abstract Set<CpuFeature> cpuFeatures();

  /** The fastest shape for float32 weights of those measured, see docs/performance.md. */
  public abstract MicroKernel tuned();

  /** Floats in a vector. */
  abstract int lanes();

  /** Bytes in a vector. */
  final int vectorBytes() {
    return lanes() * Float.BYTES;
  }

  /** A register at full width: {@code ymm3}. */
  abstract String register(int number);

  /** The low 128 bits of a register. */
  static String xmm(int number) {
    return "xmm" + number;
  }

  /** The register that accumulates a row of the block. */
  abstract int accumulator(int row);

  /** How many rows have an accumulator. */
  abstract int accumulators();

  /** Registers xmm6 to xmm15 that a block of rows uses: the caller wants them back. */
  final List<Integer> calleeSaved(int rowBlock) {
    return Stream.concat(
            Stream.of(X, SCRATCH, SCRATCH2),
            IntStream.range(0, rowBlock).map(this::accumulator).boxed())
        .filter(number -> number >= 6 && number <= 15)
        .toList();
  }

  /** Copies a 128-bit register from or to memory of any alignment. */
  abstract void move128(NasmWriter asm, String to, String from);

  /** Sets an accumulator to zero. */
  abstract void clear(NasmWriter asm, int accumulator);

  /** Loads a whole vector of x. */
  abstract void loadX(NasmWriter asm, String address);

  /** Adds weights in memory, times x, to an accumulator. */
  abstract void multiplyAdd(NasmWriter asm, int accumulator, String weights);

  /**
   * Columns that one step of the tail takes. What is left after the whole vectors is less than
   * {@link #lanes}: a masked step takes it at once, otherwise it goes column by column.
   */
  abstract int tailColumns();

  /**
   * Once a call: prepares the mask of the tail. {@code rax} holds the columns; it and rdx are free
   * to use.
   */
  abstract void prepareTail(NasmWriter asm);

  /** Loads the columns of x for one step of the tail, the other lanes zero. */
  abstract void loadTail(NasmWriter asm, String address);

  /** {@link #multiplyAdd} for one step of the tail; reads nothing beyond its columns. */
  abstract void multiplyAddTail(NasmWriter asm, int accumulator, String weights);

  /** Stores the sums over the lanes of one to four accumulators, each at its address. */
  abstract void storeSums(NasmWriter asm, List<Integer> accumulators, List<String> addresses);

  /** Before the return: leaves the vector unit as callers expect it. */
  abstract void leave(NasmWriter asm);

  @Override
  public final String toString() {
    return id();
  }
}
