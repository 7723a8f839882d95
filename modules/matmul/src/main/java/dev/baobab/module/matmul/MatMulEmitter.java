// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Emits the matrix-vector kernel of {@code bb_matmul.h} as nasm, for one instruction set, type of
 * weights and shape. All variants come from this one description, so they cannot drift apart.
 *
 * <p>The kernel takes the rows in blocks. A block of {@code n} rows takes one row from each of
 * {@code n} bands, a band being a run of adjacent rows; the next block takes the rows below. So
 * every accumulator reads its own band from end to end, a long contiguous stream that the
 * processor's prefetchers follow, where adjacent rows in one block would halve the bandwidth.
 *
 * <p>Within a block a cursor walks along the columns, and each vector of x is multiplied with all
 * the rows' weights while it is in a register. Steps of several vectors come first, then single
 * vectors, then the tail of less than a vector.
 */
public final class MatMulEmitter {
  /** Names of registers, besides those of {@link RowAddresses}. */
  private static final String ROW = "row";

  private static final String COLUMN = "column";
  private static final String WEIGHTS = "weights";
  private static final String OUTPUT = "output";
  private static final String BLOCKS = "blocks";
  private static final String LAST_STEP = "last_step";
  private static final String BAND = "band";
  private static final String BAND3 = "band3";

  /** Where the multiples of the stride live; rcx holds the argument at first. */
  private static final List<String> STRIDE_REGISTERS =
      List.of("rcx", "rbx", "rbp", "rsi", "rdi", "r12", "r13");

  /** What a callee may overwrite in the Microsoft x64 convention. */
  private static final List<String> VOLATILE =
      List.of("rax", "rcx", "rdx", "r8", "r9", "r10", "r11");

  /** Stack slots. */
  private static final String INPUT = "[rsp]";

  private static final String LAST_VECTOR = "[rsp + 8]";
  private static final String INPUT_END = "[rsp + 16]";
  private static final String ROW_BYTES = "[rsp + 24]";
  private static final String ROWS = "[rsp + 32]";
  private static final int SLOT_BYTES = 40;
  private static final int XMM_BYTES = 16;
  private static final int CACHE_LINE_BYTES = 64;

  private final InstructionSet isa;
  private final WeightType type;
  private final MicroKernel shape;
  private final NasmWriter asm;

  private MatMulEmitter(InstructionSet isa, WeightType type, MicroKernel shape) {
    if (shape.rowBlock() > isa.accumulators()) {
      throw new IllegalArgumentException(
          "row block of %d: %s has registers for %d"
              .formatted(shape.rowBlock(), isa.title(), isa.accumulators()));
    }
    this.isa = isa;
    this.type = type;
    this.shape = shape;
    this.asm =
        NasmWriter.file(
            MatMulEmitter.class,
            "Matrix times vector: %s weights, %s; %d rows x %d vectors of %d columns a step."
                .formatted(type, isa.title(), shape.rowBlock(), shape.unroll(), isa.lanes()));
  }

  /** The function that {@link #emit} defines: {@code bb_matmul_avx2_f32}. */
  public static String symbol(InstructionSet isa, WeightType type) {
    return "bb_matmul_%s_%s".formatted(isa.id(), type.id());
  }

  /** Emits the kernel in the shape that was measured to be the fastest. */
  public static SourceFile emit(InstructionSet isa, WeightType type) {
    return emit(isa, type, isa.tuned());
  }

  /**
   * Emits the kernel in a given shape.
   *
   * @return {@code generated/matmul/matmul_<isa>_<type>.asm}, which defines {@link #symbol}
   * @throws IllegalArgumentException if the block has more rows than the registers can hold
   */
  public static SourceFile emit(InstructionSet isa, WeightType type, MicroKernel shape) {
    MatMulEmitter emitter = new MatMulEmitter(isa, type, shape);
    emitter.file();
    return new SourceFile(
        "generated/matmul/matmul_%s_%s.asm".formatted(isa.id(), type.id()),
        emitter.asm.text(),
        "matmul-" + isa.id());
  }

  private void file() {
    asm.comment(
        "A block of n rows takes one row from each of n bands of adjacent rows, so that each sum");
    asm.comment("reads one long contiguous stream; the next block takes the rows below.");
    asm.blank();
    List<Alias> aliases = aliases();
    for (Alias alias : aliases) {
      asm.line("%%define %-10s %-4s ; %s", alias.name(), alias.register(), alias.what());
    }
    int last = shape.rowBlock() - 1;
    asm.comment(
        "%s: a vector of x. %s to %s: sums of rows 0 to %d of the block."
            .formatted(
                isa.register(InstructionSet.X),
                isa.register(isa.accumulator(0)),
                isa.register(isa.accumulator(last)),
                last));
    asm.blank().line("section .text").blank();
    String symbol = symbol(isa, type);
    asm.line("global %s", symbol);
    asm.line("align %d", CACHE_LINE_BYTES);
    asm.comment("void %s(const bb_matmul_args *args), args in rcx".formatted(symbol));
    asm.label(symbol);
    List<String> pushed =
        aliases.stream().map(Alias::register).filter(r -> !VOLATILE.contains(r)).toList();
    enter(pushed);
    readArguments();
    shape.rowBlocks().forEach(this::rowBlock);
    leave(pushed);
  }

  /** A general register under the name that says what it holds. */
  private record Alias(String name, String register, String what) {}

  private List<Alias> aliases() {
    List<Alias> aliases = new ArrayList<>();
    aliases.add(new Alias(ROW, "rax", "the block's row in the first band, at the current column"));
    aliases.add(new Alias(COLUMN, "rdx", "x, at the current column"));
    aliases.add(new Alias(WEIGHTS, "r8", "the block's row in the first band, at its first column"));
    aliases.add(new Alias(OUTPUT, "r9", "where that row's sum goes"));
    aliases.add(new Alias(BLOCKS, "r10", "blocks that are left, counting this one"));
    aliases.add(
        new Alias(
            LAST_STEP, "r11", "the last column that a whole step can start at, as place in x"));
    List<Integer> multiples = RowAddresses.oddMultiples(shape.rowBlock());
    for (int i = 0; i < multiples.size(); i++) {
      int odd = multiples.get(i);
      String what = odd == 1 ? "bytes of a band of weights" : odd + " x that";
      aliases.add(new Alias(RowAddresses.multiple(odd), STRIDE_REGISTERS.get(i), what));
    }
    aliases.add(new Alias(BAND, "r14", "bytes of a band of sums"));
    aliases.add(new Alias(BAND3, "r15", "3 x that"));
    return aliases;
  }

  private List<Integer> savedVectors() {
    return isa.calleeSaved(shape.rowBlock());
  }

  private int frameBytes() {
    return SLOT_BYTES + savedVectors().size() * XMM_BYTES;
  }

  private static String saveSlot(int index) {
    return "[rsp + %d]".formatted(SLOT_BYTES + index * XMM_BYTES);
  }

  private void enter(List<String> pushed) {
    pushed.forEach(register -> asm.op("push", register));
    asm.op("sub", "rsp", frameBytes());
    List<Integer> saved = savedVectors();
    for (int i = 0; i < saved.size(); i++) {
      isa.move128(asm, saveSlot(i), InstructionSet.xmm(saved.get(i)));
    }
  }

  private void leave(List<String> pushed) {
    asm.blank();
    isa.leave(asm);
    List<Integer> saved = savedVectors();
    for (int i = 0; i < saved.size(); i++) {
      isa.move128(asm, InstructionSet.xmm(saved.get(i)), saveSlot(i));
    }
    asm.op("add", "rsp", frameBytes());
    for (int i = pushed.size() - 1; i >= 0; i--) {
      asm.op("pop", pushed.get(i));
    }
    asm.op("ret");
  }

  private void readArguments() {
    asm.blank();
    asm.op("mov", OUTPUT, "[rcx]");
    asm.op("mov", COLUMN, "[rcx + 8]");
    asm.op("mov", WEIGHTS, "[rcx + 16]");
    asm.op("mov", "r10", "[rcx + 24]");
    asm.op("mov", "rax", "[rcx + 32]");
    asm.op("mov", "rcx", "[rcx + 40]");
    asm.op("mov", INPUT, COLUMN);
    asm.op("mov", ROWS, "r10");
    asm.op("shl", "rcx", Integer.numberOfTrailingZeros(type.elementBytes()));
    asm.op("mov", ROW_BYTES, "rcx");
    asm.comment("Limits of the column cursor, which are compared as signed numbers: that is the");
    asm.comment("order of addresses, and x minus a step may be below zero.");
    asm.op("lea", LAST_STEP, "[%s + 4*rax]".formatted(COLUMN));
    asm.op("mov", INPUT_END, LAST_STEP);
    asm.op("sub", LAST_STEP, isa.vectorBytes());
    asm.op("mov", LAST_VECTOR, LAST_STEP);
    asm.op("sub", LAST_STEP, (shape.unroll() - 1) * isa.vectorBytes());
    isa.prepareTail(asm);
  }

  private void rowBlock(int block) {
    asm.blank();
    asm.comment(
        block == 1
            ? "One row at a time."
            : "%d rows at a time, one of each band.".formatted(block));
    splitIntoBands(block);
    asm.op("test", BLOCKS, BLOCKS);
    asm.op("jz", ".done" + block);
    asm.open(".block%d:", block);
    asm.op("mov", ROW, WEIGHTS);
    asm.op("mov", COLUMN, INPUT);
    for (int row = 0; row < block; row++) {
      isa.clear(asm, isa.accumulator(row));
    }
    loop("step" + block, LAST_STEP, "jg", "jle", () -> vectors(block, shape.unroll()));
    if (shape.unroll() > 1) {
      loop("vector" + block, LAST_VECTOR, "jg", "jle", () -> vectors(block, 1));
    }
    loop("tail" + block, INPUT_END, "jge", "jl", () -> tail(block));
    storeSums(block);
    asm.op("add", WEIGHTS, ROW_BYTES);
    asm.op("add", OUTPUT, Float.BYTES);
    asm.op("dec", BLOCKS);
    asm.close("jnz .block%d", block);
    if (block > 1) {
      asm.comment("Both cursors are at the second band: on to the end of the last.");
      asm.op("lea", WEIGHTS, "[" + WEIGHTS + RowAddresses.offset(block - 1) + "]");
      asm.op("imul", BAND, BAND, block - 1);
      asm.op("add", OUTPUT, BAND);
    }
    asm.label(".done" + block);
  }

  /** Sets the blocks to do, the distances between bands, and the rows left for narrower blocks. */
  private void splitIntoBands(int block) {
    if (block == 1) {
      asm.op("mov", BLOCKS, ROWS);
      return;
    }
    asm.op("mov", "rax", ROWS);
    asm.op("xor", "edx", "edx");
    asm.op("mov", "ecx", block);
    asm.op("div", "rcx");
    asm.op("mov", ROWS, "rdx");
    asm.op("mov", BLOCKS, "rax");
    String stride = RowAddresses.multiple(1);
    asm.op("mov", stride, ROW_BYTES);
    asm.op("imul", stride, BLOCKS);
    for (int odd : RowAddresses.oddMultiples(block)) {
      if (odd > 1) {
        String previous = RowAddresses.multiple(odd - 2);
        asm.op("lea", RowAddresses.multiple(odd), "[%s + 2*%s]".formatted(previous, stride));
      }
    }
    asm.op("lea", BAND, "[4*%s]".formatted(BLOCKS));
    asm.op("lea", BAND3, "[%1$s + 2*%1$s]".formatted(BAND));
  }

  /** A loop over columns, skipped if the cursor is past the limit at once. */
  private void loop(String name, String limit, String skip, String repeat, Runnable body) {
    asm.op("cmp", COLUMN, limit);
    asm.op(skip, ".after_" + name);
    asm.open(".%s:", name);
    body.run();
    asm.op("cmp", COLUMN, limit);
    asm.close("%s .%s", repeat, name);
    asm.label(".after_" + name);
  }

  private void vectors(int block, int count) {
    int weightBytes = isa.lanes() * type.elementBytes();
    for (int vector = 0; vector < count; vector++) {
      isa.loadX(asm, "[%s%s]".formatted(COLUMN, displacement(vector * isa.vectorBytes())));
      for (int row = 0; row < block; row++) {
        String weights = RowAddresses.operand(row, vector * weightBytes);
        type.multiplyAdd(asm, isa, isa.accumulator(row), weights);
      }
    }
    asm.op("add", ROW, count * weightBytes);
    asm.op("add", COLUMN, count * isa.vectorBytes());
  }

  private void tail(int block) {
    isa.loadTail(asm, "[" + COLUMN + "]");
    for (int row = 0; row < block; row++) {
      type.multiplyAddTail(asm, isa, isa.accumulator(row), RowAddresses.operand(row, 0));
    }
    asm.op("add", ROW, isa.tailColumns() * type.elementBytes());
    asm.op("add", COLUMN, isa.tailColumns() * Float.BYTES);
  }

  private void storeSums(int block) {
    for (int row = 0; row < block; row += MicroKernel.SUM_ROWS) {
      int end = Math.min(block, row + MicroKernel.SUM_ROWS);
      List<Integer> accumulators = IntStream.range(row, end).map(isa::accumulator).boxed().toList();
      isa.storeSums(asm, accumulators, outputs(row));
    }
  }

  /** Where the sums of four rows from a multiple of four go; the row cursor is free by now. */
  private List<String> outputs(int firstRow) {
    String base = OUTPUT;
    if (firstRow > 0) {
      base = ROW;
      String previous = firstRow == MicroKernel.SUM_ROWS ? OUTPUT : ROW;
      asm.op("lea", ROW, "[%s + 4*%s]".formatted(previous, BAND));
    }
    return List.of(
        "[" + base + "]",
        "[%s + %s]".formatted(base, BAND),
        "[%s + 2*%s]".formatted(base, BAND),
        "[%s + %s]".formatted(base, BAND3));
  }

  private static String displacement(int bytes) {
    return bytes == 0 ? "" : " + " + bytes;
  }
}
