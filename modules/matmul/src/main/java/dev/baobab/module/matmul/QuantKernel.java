// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.module.matmul.QuantShape.Tile;
import java.util.List;
import java.util.Optional;

/**
 * A kernel for quantized weights: the loops that all of them share.
 *
 * <pre>
 *   for each group of panels that the second cache holds
 *     for each tile of tokens
 *       for each panel
 *         totals = 0
 *         for each block of 32 columns
 *           dots = weights * x, in integers: exact
 *           totals += float(dots) * scale of x * scale of the row
 *           totals += float(sum of x) * scale of x * minimum of the row, if there is one
 *         store the totals
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

  private static final String ARGS = "args";
  private static final String BAND = "band";
  private static final String STEP = "step";
  private static final String END = "end";
  private static final String OUT = "out";
  private static final String OUT_STEP = "out_step";
  private static final String PANEL_OUT = "panel_out";
  private static final String TOKENS = "tokens";
  private static final String PANELS = "panels";
  private static final String WEIGHTS = "weights";
  private static final String ROW_SCALES = "row_scales";
  private static final String QUANTS_AT = "quants_at";

  private static final int BLOCK = 32;

  /** Lines from one that is prefetched far ahead to the next. */
  private static final int FAR_LINES = 4;

  /** Bytes of a panel's 16 sums. */
  private static final int PANEL_OUT_BYTES = 64;

  /** Weights that stay in the second cache while all tokens are multiplied with them. */
  private static final int GROUP_BYTES = 1 << 18;

  /** Stack slots. */
  private static final String ARGS_SLOT = KernelFrame.slot(0);

  private static final String PANEL_BYTES = KernelFrame.slot(1);
  private static final String GROUP_MOST = KernelFrame.slot(2);
  private static final String GROUP_PANELS = KernelFrame.slot(3);
  private static final String GROUP_WEIGHTS = KernelFrame.slot(4);
  private static final String GROUP_OUT = KernelFrame.slot(5);
  private static final String LEFT_PANELS = KernelFrame.slot(6);
  private static final String OUT_BAND = KernelFrame.slot(7);
  private static final String TOO_FEW_PANELS = KernelFrame.slot(8);

  /** Bytes from the end of a panel's scales to the scales of the next. */
  private static final String NEXT_PANEL = KernelFrame.slot(9);

  private static final int SLOTS = 10;

  /** Whether weights are fetched far ahead, for one token; kernels with two functions. */
  private static final String FAR = KernelFrame.slot(SLOTS);

  private record Alias(String name, String register, String what) {}

  private static final List<Alias> ALIASES =
      List.of(
          new Alias(ARGS, "rcx", "bb_matmul_args, at first"),
          new Alias(BAND, "rcx", "bytes from a panel of the tile to the next, if it has several"),
          new Alias(INDEX, "rax", "of the block's first token in scales and sums, in bytes"),
          new Alias(STEP, "rbp", "bytes from one block to the next in scales and sums"),
          new Alias(END, "rbx", "index after the last block"),
          new Alias(QUANTS, "r8", "the tile's x; a block is at 8*index"),
          new Alias(SCALES, "r9", "the tile's scales of x"),
          new Alias(SUMS, "r10", "the tile's sums of x"),
          new Alias(OUT, "r11", "the tile's first sum"),
          new Alias(OUT_STEP, "r12", "bytes from a token's sums to the next token's"),
          new Alias(TOKENS, "r13", "tokens that are left"),
          new Alias(QUANTS_AT, "r14", "bytes from a panel's first scale to its first quant"),
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

  /** Vectors of a panel's line. */
  private int panelVectors() {
    return QuantFormat.LINE_BYTES / set().vectorBytes();
  }

  /** Vectors of a line of all panels of a tile. */
  final int vectors(Tile tile) {
    return tile.panels() * panelVectors();
  }

  /** {@link #vectors} of the tile that has the most. */
  final int mostVectors() {
    return shape.tiles().mapToInt(this::vectors).max().orElseThrow();
  }

  private int mostSums() {
    return shape.tiles().mapToInt(tile -> tile.tokens() * vectors(tile)).max().orElseThrow();
  }

  /** The register of the block's integer sums, of the rows of a vector for a token of the tile. */
  final String dots(Tile tile, int token, int vector) {
    return set().register(dotsNumber(tile, token, vector));
  }

  final int dotsNumber(Tile tile, int token, int vector) {
    return ownRegisters() + token * vectors(tile) + vector;
  }

  /** The register of the float sums so far. */
  final String totals(Tile tile, int token, int vector) {
    return set().register(mostSums() + dotsNumber(tile, token, vector));
  }

  private int usedRegisters() {
    return ownRegisters() + 2 * mostSums();
  }

  /** A vector of the block's quants in memory. */
  final String quants(int line, int vector) {
    int inPanel = vector % panelVectors() * set().vectorBytes();
    return inPanel(WEIGHTS, vector / panelVectors(), line * QuantFormat.LINE_BYTES + inPanel);
  }

  /** The block's float16 scales of the rows of a vector. */
  final String rowScales(int vector) {
    int inPanel = vector % panelVectors() * set().vectorBytes() / 2;
    return inPanel(ROW_SCALES, vector / panelVectors(), inPanel);
  }

  /** Likewise their minima, if the format has them. */
  final String rowMinima(int vector) {
    int inPanel = vector % panelVectors() * set().vectorBytes() / 2;
    return inPanel(ROW_SCALES, vector / panelVectors(), format.minimaAt() + inPanel);
  }

  private static String inPanel(String cursor, int panel, int offset) {
    String band = panel == 0 ? "" : " + " + (panel == 1 ? "" : panel + "*") + BAND;
    return "[%s%s%s]".formatted(cursor, band, displacement(offset));
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
  abstract void unpack(NasmWriter asm, Tile tile, int line, int part);

  /**
   * Multiplies the unpacked weights with 4 columns of a token, and adds the products to the dots.
   *
   * @param first nothing has been added to this block's dots yet, and they were not cleared
   */
  abstract void multiply(NasmWriter asm, Tile tile, int token, int group, boolean first);

  /** Adds the block's dots, scaled, to the totals. */
  abstract void addBlock(NasmWriter asm, Tile tile);

  /** Stores a register of totals. */
  abstract void store(NasmWriter asm, String address, String totals);

  @Override
  final void write(NasmWriter asm) {
    int registers = set().vectorBytes() == 64 ? 32 : 16;
    if (usedRegisters() > registers) {
      throw new IllegalArgumentException(
          "%s: needs %d registers, %s has %d"
              .formatted(shape, usedRegisters(), set().title(), registers));
    }
    asm.blank();
    for (Alias alias : ALIASES) {
      asm.line("%%define %-11s %-4s ; %s", alias.name(), alias.register(), alias.what());
    }
    int slots = shape.far() > 0 ? SLOTS + 1 : SLOTS;
    KernelFrame frame = new KernelFrame(set(), SAVED, usedRegisters(), slots);
    if (shape.far() > 0) {
      frame.functions(asm, symbol(), farSymbol().orElseThrow(), () -> body(asm));
    } else {
      frame.function(asm, symbol(), () -> body(asm));
    }
  }

  @Override
  final Optional<String> farSymbol() {
    return shape.far() > 0 ? Optional.of(symbol() + "_far") : Optional.empty();
  }

  private void body(NasmWriter asm) {
    if (shape.far() > 0) {
      asm.op("mov", FAR, "rax");
    }
    sizes(asm);
    constants(asm);
    asm.blank();
    asm.open(".group:");
    startGroup(asm);
    shape.tokens().forEach(tokens -> tokens(asm, tokens));
    asm.blank();
    nextGroup(asm);
    asm.close("ja .group");
  }

  /** What does not change during a call. */
  private void sizes(NasmWriter asm) {
    asm.op("mov", ARGS_SLOT, ARGS);
    asm.op("mov", QUANTS_AT, KernelArgument.QUANTS_AT.of(ARGS));
    asm.op("mov", "r8", KernelArgument.PANEL_BYTES.of(ARGS));
    asm.op("mov", PANEL_BYTES, "r8");
    asm.op("mov", END, KernelArgument.COLS.of(ARGS));
    asm.op("shr", END, Integer.numberOfTrailingZeros(BLOCK));
    asm.op("imul", "rax", END, format.scaleBytes());
    asm.op("mov", "r9", "r8");
    asm.op("sub", "r9", "rax");
    asm.op("mov", NEXT_PANEL, "r9");
    asm.op("mov", TOKENS, KernelArgument.TOKENS.of(ARGS));
    asm.op("lea", STEP, "[4*%s]".formatted(TOKENS));
    asm.op("imul", END, STEP);
    asm.op("mov", OUT_STEP, KernelArgument.OUT_STRIDE.of(ARGS));
    asm.op("shl", OUT_STEP, 2);
    asm.op("mov", "rax", KernelArgument.WEIGHTS.of(ARGS));
    asm.op("mov", GROUP_WEIGHTS, "rax");
    asm.op("mov", "rax", KernelArgument.OUT.of(ARGS));
    asm.op("mov", GROUP_OUT, "rax");
    asm.op("mov", "r9", KernelArgument.PANELS.of(ARGS));
    asm.op("mov", LEFT_PANELS, "r9");
    asm.op("test", "r9", "r9");
    asm.op("jz", KernelFrame.RETURN);
    asm.comment("One token takes all panels at once; several, what the second cache holds.");
    asm.op("mov", "rax", "r9");
    asm.op("cmp", TOKENS, 1);
    asm.op("jbe", ".most");
    asm.op("lea", "rax", "[r8 + %d]".formatted(GROUP_BYTES));
    asm.op("xor", "edx", "edx");
    asm.op("inc", "r8");
    asm.op("div", "r8");
    asm.label(".most");
    asm.op("mov", GROUP_MOST, "rax");
  }

  private static void startGroup(NasmWriter asm) {
    asm.op("mov", ARGS, ARGS_SLOT);
    asm.op("mov", QUANTS, KernelArgument.QUANTS.of(ARGS));
    asm.op("mov", SCALES, KernelArgument.SCALES.of(ARGS));
    asm.op("mov", SUMS, KernelArgument.SUMS.of(ARGS));
    asm.op("mov", TOKENS, KernelArgument.TOKENS.of(ARGS));
    asm.op("mov", OUT, GROUP_OUT);
    asm.op("mov", "rax", LEFT_PANELS);
    asm.op("cmp", "rax", GROUP_MOST);
    asm.op("cmova", "rax", GROUP_MOST);
    asm.op("mov", GROUP_PANELS, "rax");
  }

  private static void nextGroup(NasmWriter asm) {
    asm.op("mov", "rax", GROUP_PANELS);
    asm.op("mov", "rdx", "rax");
    asm.op("imul", "rdx", PANEL_BYTES);
    asm.op("add", GROUP_WEIGHTS, "rdx");
    asm.op("mov", "rdx", "rax");
    asm.op("shl", "rdx", Integer.numberOfTrailingZeros(PANEL_OUT_BYTES));
    asm.op("add", GROUP_OUT, "rdx");
    asm.op("sub", LEFT_PANELS, "rax");
  }

  /** Takes so many tokens at once, as long as there are enough. */
  private void tokens(NasmWriter asm, int tokens) {
    asm.blank();
    asm.comment(tokens == 1 ? "One token." : "%d tokens.".formatted(tokens));
    asm.open(".tokens%d:", tokens);
    asm.op("sub", TOKENS, tokens);
    asm.op("jb", ".fewer%d".formatted(tokens));
    asm.op("mov", ROW_SCALES, GROUP_WEIGHTS);
    asm.op("mov", PANEL_OUT, OUT);
    asm.op("mov", PANELS, GROUP_PANELS);
    if (tokens == 1 && shape.far() > 0) {
      asm.op("cmp", "qword " + FAR, 0);
      asm.op("jne", ".far");
      shape.tiles(tokens).forEach(tile -> panels(asm, tile, new Ahead("", shape.alone(), 0)));
      asm.op("jmp", ".after_all");
      asm.label(".far");
      asm.comment("The same, with weights fetched far ahead.");
      shape.tiles(tokens).forEach(tile -> panels(asm, tile, ahead("_far")));
      asm.label(".after_all");
    } else {
      shape.tiles(tokens).forEach(tile -> panels(asm, tile, ahead("")));
    }
    asm.op("add", QUANTS, BLOCK * tokens);
    asm.op("add", SCALES, 4 * tokens);
    asm.op("add", SUMS, 4 * tokens);
    asm.op("imul", "rax", OUT_STEP, tokens);
    asm.op("add", OUT, "rax");
    asm.close("jmp .tokens%d".formatted(tokens));
    asm.label(".fewer%d".formatted(tokens));
    asm.op("add", TOKENS, tokens);
  }

  /** How many bytes ahead weights are prefetched in a loop, and the end of the loop's labels. */
  private record Ahead(String label, int near, int far) {}

  private Ahead ahead(String label) {
    return new Ahead(label, shape.near(), shape.far());
  }

  /** Takes all panels that are left, or, if the tile has several, leaves those that are too few. */
  private void panels(NasmWriter asm, Tile tile, Ahead ahead) {
    String name = tile + ahead.label();
    boolean several = tile.panels() > 1;
    if (several) {
      asm.comment("Each of %d bands of adjacent panels is a stream.".formatted(tile.panels()));
      divide(asm, tile.panels());
      asm.op("mov", BAND, PANEL_BYTES);
      asm.op("imul", BAND, PANELS);
      asm.op("shl", "rax", Integer.numberOfTrailingZeros(PANEL_OUT_BYTES));
      asm.op("mov", OUT_BAND, "rax");
    }
    asm.op("test", PANELS, PANELS);
    asm.op("jz", ".after" + name);
    asm.open(".panel%s:", name);
    asm.op("lea", WEIGHTS, "[%s + %s]".formatted(ROW_SCALES, QUANTS_AT));
    for (int token = 0; token < tile.tokens(); token++) {
      for (int vector = 0; vector < vectors(tile); vector++) {
        clear(asm, totals(tile, token, vector));
      }
    }
    asm.op("xor", "eax", "eax");
    asm.op("test", END, END);
    asm.op("jz", ".store" + name);
    blocks(asm, tile, ahead);
    asm.label(".store" + name);
    store(asm, tile);
    asm.op("add", ROW_SCALES, NEXT_PANEL);
    asm.op("add", PANEL_OUT, PANEL_OUT_BYTES);
    asm.op("dec", PANELS);
    asm.close("jnz .panel" + name);
    for (int band = 1; band < tile.panels(); band++) {
      asm.op("add", ROW_SCALES, BAND);
      asm.op("add", PANEL_OUT, OUT_BAND);
    }
    asm.label(".after" + name);
    if (several) {
      asm.op("mov", PANELS, TOO_FEW_PANELS);
    }
  }

  /** Divides the panels; leaves the quotient in {@code rax}, too. */
  private static void divide(NasmWriter asm, int bands) {
    asm.op("mov", "rax", PANELS);
    if (Integer.bitCount(bands) == 1) {
      asm.op("and", PANELS, bands - 1);
      asm.op("mov", TOO_FEW_PANELS, PANELS);
      asm.op("shr", "rax", Integer.numberOfTrailingZeros(bands));
    } else {
      asm.op("xor", "edx", "edx");
      asm.op("mov", "ecx", bands);
      asm.op("div", "rcx");
      asm.op("mov", TOO_FEW_PANELS, "rdx");
    }
    asm.op("mov", PANELS, "rax");
  }

  private void blocks(NasmWriter asm, Tile tile, Ahead ahead) {
    String name = tile + ahead.label();
    asm.op("align", 32);
    asm.open(".block%s:", name);
    for (int line = 0; line < format.lines(); line++) {
      for (int part = 0; part < format.parts(); part++) {
        unpack(asm, tile, line, part);
        for (int token = 0; token < tile.tokens(); token++) {
          multiply(asm, tile, token, format.group(line, part), line == 0 && part == 0);
        }
      }
    }
    prefetch(asm, tile, "prefetcht0", ahead.near(), 1);
    prefetch(asm, tile, "prefetcht1", ahead.far(), FAR_LINES);
    addBlock(asm, tile);
    asm.op("add", ROW_SCALES, format.scaleBytes());
    asm.op("add", WEIGHTS, format.blockBytes());
    asm.op("add", INDEX, STEP);
    asm.op("cmp", INDEX, END);
    asm.close("jb .block" + name);
  }

  private void prefetch(NasmWriter asm, Tile tile, String mnemonic, int distance, int step) {
    for (int panel = 0; panel < tile.panels() && distance > 0; panel++) {
      for (int line = 0; line < format.lines(); line += step) {
        asm.op(mnemonic, inPanel(WEIGHTS, panel, distance + line * QuantFormat.LINE_BYTES));
      }
    }
  }

  /** Stores the totals of several tokens of a panel, or of a token of several panels. */
  private void store(NasmWriter asm, Tile tile) {
    String step = tile.panels() > 1 ? OUT_BAND : OUT_STEP;
    for (int token = 0; token < tile.tokens(); token++) {
      for (int vector = 0; vector < vectors(tile); vector++) {
        boolean first = token + vector == 0;
        int inPanel = vector % panelVectors();
        if (!first && inPanel == 0) {
          asm.op("add", "rax", step);
        } else if (first) {
          asm.op("mov", "rax", PANEL_OUT);
        }
        String address = "[rax%s]".formatted(displacement(inPanel * set().vectorBytes()));
        store(asm, address, totals(tile, token, vector));
      }
    }
  }
}
