// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import java.util.List;

/**
 * A kernel for quantized weights: the loops that all of them share. A tile of tokens goes over all
 * panels, then the next; each panel is read once for a tile, block by block:
 *
 * <pre>
 *   for each tile of tokens
 *     for each panel
 *       totals = 0
 *       for each block of 32 columns
 *         dots = weights * x, in integers: exact
 *         totals += float(dots) * scale of x * scale of the row
 *       store the totals
 * </pre>
 *
 * <p>A row's total depends on nothing but its own blocks, added in ascending order: it is the same
 * bits in every tile, and in all instruction sets that have fused multiply-add.
 */
abstract class QuantKernel extends AssemblyKernel {
  /** Names of general registers. */
  static final String INDEX = "index";

  static final String QUANTS = "quants";
  static final String SCALES = "scales";
  static final String SUMS = "sums";
  static final String WEIGHTS = "weights";
  static final String ROW_SCALES = "row_scales";

  private static final String ARGS = "args";
  private static final String STEP = "step";
  private static final String END = "end";
  private static final String OUT = "out";
  private static final String OUT_STEP = "out_step";
  private static final String PANEL_OUT = "panel_out";
  private static final String TOKENS = "tokens";
  private static final String PANELS = "panels";
  private static final String SCALE_BYTES = "scale_bytes";

  private static final int BLOCK = 32;

  /** Bytes that the 16 scales of a block take: float16. */
  private static final int BLOCK_SCALE_BYTES = 32;

  /** Bytes of a panel's 16 sums. */
  private static final int PANEL_OUT_BYTES = 64;

  private record Alias(String name, String register, String what) {}

  private static final List<Alias> ALIASES =
      List.of(
          new Alias(ARGS, "rcx", "bb_matmul_args"),
          new Alias(INDEX, "rax", "of the block's first token in scales and sums, in bytes"),
          new Alias(STEP, "rbp", "bytes from one block to the next in scales and sums"),
          new Alias(END, "rbx", "index after the last block"),
          new Alias(QUANTS, "r8", "the tile's x; a block is at 8*index"),
          new Alias(SCALES, "r9", "the tile's scales of x"),
          new Alias(SUMS, "r10", "the tile's sums of x"),
          new Alias(OUT, "r11", "the tile's first sum"),
          new Alias(OUT_STEP, "r12", "bytes from a token's sums to the next token's"),
          new Alias(TOKENS, "r13", "tokens that are left"),
          new Alias(SCALE_BYTES, "r14", "bytes of a panel's scales"),
          new Alias(PANELS, "r15", "panels that are left"),
          new Alias(WEIGHTS, "rdx", "the block's quants"),
          new Alias(ROW_SCALES, "rdi", "the block's scales, one a row"),
          new Alias(PANEL_OUT, "rsi", "the panel's first sum"));

  private static final List<String> SAVED =
      List.of("rbx", "rbp", "rsi", "rdi", "r12", "r13", "r14", "r15");

  private final QuantFormat format;
  private final QuantShape shape;

  QuantKernel(InstructionSet set, QuantFormat format, QuantShape shape) {
    super(set, format.name());
    this.format = format;
    this.shape = shape;
  }

  final QuantFormat format() {
    return format;
  }

  final QuantShape shape() {
    return shape;
  }

  /** Registers, from number 0, that the subclass uses for whatever it needs. */
  abstract int ownRegisters();

  /** Vectors of a line. */
  final int vectors() {
    return QuantFormat.LINE_BYTES / set().vectorBytes();
  }

  /** The register of the block's integer sums, of the rows of a vector for a token of the tile. */
  final String dots(int token, int vector) {
    return set().register(dotsNumber(token, vector));
  }

  final int dotsNumber(int token, int vector) {
    return ownRegisters() + token * vectors() + vector;
  }

  /** The register of the float sums so far. */
  final String totals(int token, int vector) {
    return set().register(ownRegisters() + (shape.tokens() + token) * vectors() + vector);
  }

  private int usedRegisters() {
    return ownRegisters() + 2 * shape.tokens() * vectors();
  }

  /** A vector of the block's quants in memory. */
  final String quants(int line, int vector) {
    int offset = line * QuantFormat.LINE_BYTES + vector * set().vectorBytes();
    return "[%s%s]".formatted(WEIGHTS, displacement(offset));
  }

  /** 4 adjacent columns of x in memory. */
  static String x(int token, int group) {
    return "[%s + 8*%s%s]".formatted(QUANTS, INDEX, displacement(BLOCK * token + 4 * group));
  }

  /** A token's entry for the block in {@link #SCALES} or {@link #SUMS}. */
  static String ofToken(String array, int token) {
    return "[%s + %s%s]".formatted(array, INDEX, displacement(4 * token));
  }

  static String displacement(int bytes) {
    return bytes == 0 ? "" : " + " + bytes;
  }

  /** Once a call: sets the subclass's constants; {@code eax} is free. */
  abstract void constants(NasmWriter asm);

  /** Sets a register to zero. */
  abstract void clear(NasmWriter asm, String register);

  /** Unpacks a part of a line of weights, all vectors of it. */
  abstract void unpack(NasmWriter asm, int line, int part);

  /**
   * Multiplies the unpacked weights with 4 columns of a token, and adds the products to the dots.
   *
   * @param first nothing has been added to this block's dots yet, and they were not cleared
   */
  abstract void multiply(NasmWriter asm, int token, int group, boolean first);

  /** Adds the block's dots, scaled, to the totals of all tokens of a tile. */
  abstract void addBlock(NasmWriter asm, int tokens);

  /** Stores a register of totals. */
  abstract void store(NasmWriter asm, String address, String totals);

  @Override
  final void write(NasmWriter asm) {
    int registers = set().vectorBytes() == 64 ? 32 : 16;
    if (usedRegisters() > registers) {
      throw new IllegalArgumentException(
          "tile of %d tokens: needs %d registers, %s has %d"
              .formatted(shape.tokens(), usedRegisters(), set().title(), registers));
    }
    asm.blank();
    for (Alias alias : ALIASES) {
      asm.line("%%define %-11s %-4s ; %s", alias.name(), alias.register(), alias.what());
    }
    new KernelFrame(set(), SAVED, usedRegisters(), 0).function(asm, symbol(), () -> body(asm));
  }

  private void body(NasmWriter asm) {
    asm.op("mov", QUANTS, KernelArgument.QUANTS.of(ARGS));
    asm.op("mov", SCALES, KernelArgument.SCALES.of(ARGS));
    asm.op("mov", SUMS, KernelArgument.SUMS.of(ARGS));
    asm.op("mov", OUT, KernelArgument.OUT.of(ARGS));
    asm.op("mov", OUT_STEP, KernelArgument.OUT_STRIDE.of(ARGS));
    asm.op("shl", OUT_STEP, 2);
    asm.op("mov", TOKENS, KernelArgument.TOKENS.of(ARGS));
    asm.op("lea", STEP, "[4*%s]".formatted(TOKENS));
    asm.op("mov", SCALE_BYTES, KernelArgument.COLS.of(ARGS));
    asm.op("mov", END, SCALE_BYTES);
    asm.op("shr", END, Integer.numberOfTrailingZeros(BLOCK));
    asm.op("imul", END, STEP);
    asm.comment("32 bytes of scales a block, that is as many as columns, in whole cache lines.");
    asm.op("add", SCALE_BYTES, BB_PANEL_ALIGNMENT - 1);
    asm.op("and", SCALE_BYTES, -BB_PANEL_ALIGNMENT);
    constants(asm);
    shape.tiles().forEach(tokens -> tile(asm, tokens));
  }

  private static final int BB_PANEL_ALIGNMENT = 64;

  private void tile(NasmWriter asm, int tokens) {
    asm.blank();
    asm.comment(tokens == 1 ? "One token." : "%d tokens.".formatted(tokens));
    asm.open(".tile%d:", tokens);
    asm.op("sub", TOKENS, tokens);
    asm.op("jb", ".fewer%d".formatted(tokens));
    asm.op("mov", ROW_SCALES, KernelArgument.WEIGHTS.of(ARGS));
    asm.op("mov", PANELS, KernelArgument.PANELS.of(ARGS));
    asm.op("mov", PANEL_OUT, OUT);
    asm.op("test", PANELS, PANELS);
    asm.op("jz", RETURN);
    panel(asm, tokens);
    asm.op("add", QUANTS, BLOCK * tokens);
    asm.op("add", SCALES, 4 * tokens);
    asm.op("add", SUMS, 4 * tokens);
    asm.op("imul", "rax", OUT_STEP, tokens);
    asm.op("add", OUT, "rax");
    asm.close("jmp .tile%d".formatted(tokens));
    asm.label(".fewer%d".formatted(tokens));
    asm.op("add", TOKENS, tokens);
  }

  private static final String RETURN = KernelFrame.RETURN;

  private void panel(NasmWriter asm, int tokens) {
    asm.open(".panel%d:", tokens);
    asm.op("lea", WEIGHTS, "[%s + %s]".formatted(ROW_SCALES, SCALE_BYTES));
    for (int token = 0; token < tokens; token++) {
      for (int vector = 0; vector < vectors(); vector++) {
        clear(asm, totals(token, vector));
      }
    }
    asm.op("xor", "eax", "eax");
    asm.op("test", END, END);
    asm.op("jz", ".store%d".formatted(tokens));
    block(asm, tokens);
    asm.label(".store%d".formatted(tokens));
    asm.comment("A panel ends where the next begins.");
    asm.op("mov", ROW_SCALES, WEIGHTS);
    store(asm, tokens);
    asm.op("add", PANEL_OUT, PANEL_OUT_BYTES);
    asm.op("dec", PANELS);
    asm.close("jnz .panel%d".formatted(tokens));
  }

  private void block(NasmWriter asm, int tokens) {
    asm.op("align", 32);
    asm.open(".block%d:", tokens);
    for (int line = 0; line < format.lines(); line++) {
      for (int part = 0; part < format.parts(); part++) {
        unpack(asm, line, part);
        for (int token = 0; token < tokens; token++) {
          multiply(asm, token, format.group(line, part), line == 0 && part == 0);
        }
      }
    }
    if (tokens == 1 && shape.prefetchBytes() > 0) {
      for (int line = 0; line < format.lines(); line++) {
        int offset = shape.prefetchBytes() + line * QuantFormat.LINE_BYTES;
        asm.op("prefetcht0", "[%s + %d]".formatted(WEIGHTS, offset));
      }
    }
    addBlock(asm, tokens);
    asm.op("add", ROW_SCALES, BLOCK_SCALE_BYTES);
    asm.op("add", WEIGHTS, format.blockBytes());
    asm.op("add", INDEX, STEP);
    asm.op("cmp", INDEX, END);
    asm.close("jb .block%d".formatted(tokens));
  }

  private void store(NasmWriter asm, int tokens) {
    String place = PANEL_OUT;
    for (int token = 0; token < tokens; token++) {
      if (token > 0) {
        asm.op("lea", "rax", "[%s + %s]".formatted(place, OUT_STEP));
        place = "rax";
      }
      for (int vector = 0; vector < vectors(); vector++) {
        String address = "[%s%s]".formatted(place, displacement(vector * set().vectorBytes()));
        store(asm, address, totals(token, vector));
      }
    }
  }
}
