// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import java.util.function.IntConsumer;

/** The body of a {@link FloatKernel}: arguments, blocks of panels, tiles of tokens, columns. */
final class FloatBody {
  /** Places on the stack. */
  static final int SLOTS = 6;

  private static final String INPUT = KernelFrame.slot(0);
  private static final String COLS = KernelFrame.slot(1);
  private static final String TOKENS = KernelFrame.slot(2);
  private static final String PANELS = KernelFrame.slot(3);
  private static final String PANEL_BYTES = KernelFrame.slot(4);

  /** General registers, by what they hold. */
  private static final String WEIGHTS = "r8"; // the block's panel in the first band

  private static final String OUT = "r9"; // where that panel's sums of the first token go
  private static final String BAND = "r10"; // bytes from a band of weights to the next
  private static final String BAND3 = "r11"; // three times that
  private static final String OUT_BAND = "r14"; // the same of the sums
  private static final String OUT_BAND3 = "r15";
  private static final String BLOCKS = "r13"; // that are left
  private static final String COLUMN = "rax"; // a column of the panel in the first band
  private static final String X = "rdx"; // that column's elements of x
  private static final String X_STRIDE = "rbx"; // bytes from a column of x to the next
  private static final String COUNT = "rcx"; // passes that are left
  private static final String OUT_STRIDE = "rsi"; // bytes from a token's sums to the next's
  private static final String TILE_OUT = "rdi"; // sums of the tile's tokens
  private static final String TILE_X = "rbp"; // x of the tile's tokens
  private static final String TOKENS_LEFT = "r12";

  private static final int CACHE_LINE = 64;

  private static final int PANEL_OUT_BYTES = FloatKernel.PANEL_ROWS * Float.BYTES;

  private final NasmWriter asm;
  private final FloatVectors vectors;
  private final FloatType type;
  private final FloatShape shape;

  FloatBody(NasmWriter asm, FloatVectors vectors, FloatType type, FloatShape shape) {
    this.asm = asm;
    this.vectors = vectors;
    this.type = type;
    this.shape = shape;
  }

  void write() {
    readArguments();
    asm.op("cmp", "qword " + TOKENS, 1);
    asm.op("je", ".decode");
    blocks("tiles", shape.panels(), shape.panels(), this::tiles);
    asm.op("jmp", KernelFrame.RETURN);
    asm.blank().label(".decode");
    blocks("decode", shape.bands(), shape.bands() * shape.leastBand(), this::decode);
  }

  private void readArguments() {
    load(WEIGHTS, KernelArgument.WEIGHTS);
    load(OUT, KernelArgument.OUT);
    load("rax", KernelArgument.VALUES);
    asm.op("mov", INPUT, "rax");
    load("rax", KernelArgument.COLS);
    asm.op("mov", COLS, "rax");
    load("rax", KernelArgument.PANEL_BYTES);
    asm.op("mov", PANEL_BYTES, "rax");
    load(OUT_STRIDE, KernelArgument.OUT_STRIDE);
    asm.op("shl", OUT_STRIDE, 2);
    load("rax", KernelArgument.PANELS);
    asm.op("mov", PANELS, "rax");
    load(X_STRIDE, KernelArgument.TOKENS);
    asm.op("mov", TOKENS, X_STRIDE);
    asm.op("shl", X_STRIDE, 2);
    asm.op("jz", KernelFrame.RETURN);
  }

  private void load(String register, KernelArgument argument) {
    asm.op("mov", register, argument.of("rcx"));
  }

  /**
   * If there are so many panels at least, blocks of some of them, one of each band; then single
   * panels.
   */
  private void blocks(String name, int bands, int least, IntConsumer block) {
    if (bands > 1) {
      asm.op("cmp", "qword " + PANELS, least);
      asm.op("jb", ".%s_singles".formatted(name));
      splitIntoBands(bands);
      eachBlock(name + "_bands", bands, block);
      for (int i = 1; i < bands; i++) {
        asm.op("add", WEIGHTS, BAND);
        asm.op("add", OUT, OUT_BAND);
      }
      asm.label(".%s_singles".formatted(name));
    }
    asm.op("mov", BLOCKS, PANELS);
    asm.op("test", BLOCKS, BLOCKS);
    asm.op("jz", KernelFrame.RETURN);
    eachBlock(name + "_single", 1, block);
  }

  private void eachBlock(String name, int panels, IntConsumer block) {
    asm.open(".%s:", name);
    block.accept(panels);
    asm.op("add", WEIGHTS, PANEL_BYTES);
    asm.op("add", OUT, PANEL_OUT_BYTES);
    asm.op("dec", BLOCKS);
    asm.close("jnz .%s", name);
  }

  /** Sets the panels of a band, the distances of the bands, and the panels that are left. */
  private void splitIntoBands(int bands) {
    asm.op("mov", "rax", PANELS);
    asm.op("xor", "edx", "edx");
    asm.op("mov", "ecx", bands);
    asm.op("div", "rcx");
    asm.op("mov", PANELS, "rdx");
    asm.op("mov", BLOCKS, "rax");
    asm.op("mov", BAND, BLOCKS);
    asm.op("imul", BAND, PANEL_BYTES);
    asm.op("mov", OUT_BAND, BLOCKS);
    asm.op("shl", OUT_BAND, 6);
    if (bands > 3) {
      asm.op("lea", BAND3, "[%1$s + 2*%1$s]".formatted(BAND));
      asm.op("lea", OUT_BAND3, "[%1$s + 2*%1$s]".formatted(OUT_BAND));
    }
  }

  /** One token: each element of x is loaded once and meets weights straight from memory. */
  private void decode(int panels) {
    clear(panels, 1);
    asm.op("mov", COLUMN, WEIGHTS);
    asm.op("mov", X, INPUT);
    columns(
        ".decode_%d".formatted(panels),
        panels == 1 ? shape.columns() : shape.bandColumns(),
        count -> {
          for (int column = 0; column < count; column++) {
            vectors.broadcast(asm, FloatVectors.X, place(X, column * Float.BYTES));
            for (int panel = 0; panel < panels; panel++) {
              for (int vector = 0; vector < vectorsOfPanel(); vector++) {
                vectors.multiplyAdd(
                    asm, type, sum(panels, panel, 0, vector), weights(panel, column, vector));
              }
              prefetch(panel, column);
            }
          }
          asm.op("add", COLUMN, count * type.columnBytes());
          asm.op("add", X, count * Float.BYTES);
        });
    store(OUT, panels, 1);
  }

  private void prefetch(int panel, int column) {
    int offset = column * type.columnBytes();
    if (shape.ahead() > 0 && offset % CACHE_LINE == 0) {
      asm.op("prefetchnta", place(COLUMN + band(panel, BAND, BAND3), offset + shape.ahead()));
    }
  }

  /** Several tokens: tiles, the last of which has just as many tokens as are left. */
  private void tiles(int panels) {
    String name = ".tile_%d".formatted(panels);
    asm.op("mov", TOKENS_LEFT, TOKENS);
    asm.op("mov", TILE_X, INPUT);
    asm.op("mov", TILE_OUT, OUT);
    asm.op("cmp", TOKENS_LEFT, shape.tokens());
    asm.op("jb", name + "_last");
    asm.open(name + ":");
    tile(panels, shape.tokens());
    asm.op("add", TILE_X, shape.tokens() * Float.BYTES);
    asm.op("sub", TOKENS_LEFT, shape.tokens());
    asm.op("cmp", TOKENS_LEFT, shape.tokens());
    asm.close("jae %s", name);
    asm.label(name + "_last");
    for (int tokens = shape.tokens() - 1; tokens > 0; tokens--) {
      asm.op("cmp", TOKENS_LEFT, tokens);
      asm.op("jne", "%s_not_%d".formatted(name, tokens));
      tile(panels, tokens);
      asm.op("jmp", name + "_done");
      asm.label("%s_not_%d".formatted(name, tokens));
    }
    asm.label(name + "_done");
  }

  private void tile(int panels, int tokens) {
    clear(panels, tokens);
    asm.op("mov", COLUMN, WEIGHTS);
    asm.op("mov", X, TILE_X);
    columns(
        ".tile_%dx%d".formatted(panels, tokens),
        tokens == shape.tokens() ? shape.tileColumns() : 1,
        count -> {
          for (int column = 0; column < count; column++) {
            tileColumn(panels, tokens, column);
            asm.op("add", X, X_STRIDE);
          }
          asm.op("add", COLUMN, count * type.columnBytes());
        });
    store(TILE_OUT, panels, tokens);
  }

  private void tileColumn(int panels, int tokens, int column) {
    for (int panel = 0; panel < panels; panel++) {
      for (int vector = 0; vector < vectorsOfPanel(); vector++) {
        vectors.load(asm, type, held(panel, vector), weights(panel, column, vector));
      }
    }
    for (int token = 0; token < tokens; token++) {
      vectors.broadcast(asm, FloatVectors.X, place(X, token * Float.BYTES));
      for (int panel = 0; panel < panels; panel++) {
        for (int vector = 0; vector < vectorsOfPanel(); vector++) {
          vectors.multiplyAdd(asm, sum(panels, panel, token, vector), held(panel, vector));
        }
      }
    }
  }

  /** Passes of several columns, then single ones. */
  private void columns(String name, int unroll, IntConsumer pass) {
    if (unroll > 1) {
      asm.op("mov", COUNT, COLS);
      asm.op("shr", COUNT, Integer.numberOfTrailingZeros(unroll));
      eachPass(name + "_pass", unroll, pass);
      asm.op("mov", COUNT, COLS);
      asm.op("and", "ecx", unroll - 1);
    } else {
      asm.op("mov", COUNT, COLS);
      asm.op("test", COUNT, COUNT);
    }
    eachPass(name + "_column", 1, pass);
  }

  /** A loop that is skipped if the flags say that its count is zero. */
  private void eachPass(String name, int columns, IntConsumer pass) {
    asm.op("jz", name + "_end");
    asm.open(name + ":");
    pass.accept(columns);
    asm.op("dec", COUNT);
    asm.close("jnz %s", name);
    asm.label(name + "_end");
  }

  private void clear(int panels, int tokens) {
    for (int i = 0; i < panels * tokens * vectorsOfPanel(); i++) {
      vectors.clear(asm, vectors.reserved() + i);
    }
  }

  /** Stores the sums; with several tokens {@code out} ends at the token after them. */
  private void store(String out, int panels, int tokens) {
    for (int token = 0; token < tokens; token++) {
      for (int panel = 0; panel < panels; panel++) {
        for (int vector = 0; vector < vectorsOfPanel(); vector++) {
          String place =
              place(out + band(panel, OUT_BAND, OUT_BAND3), vector * vectors.lanes() * Float.BYTES);
          vectors.store(asm, place, sum(panels, panel, token, vector));
        }
      }
      if (tokens > 1 || !out.equals(OUT)) {
        asm.op("add", out, OUT_STRIDE);
      }
    }
  }

  private int vectorsOfPanel() {
    return FloatKernel.PANEL_ROWS / vectors.lanes();
  }

  private int sum(int panels, int panel, int token, int vector) {
    return vectors.reserved() + (token * panels + panel) * vectorsOfPanel() + vector;
  }

  /** The register that holds weights of a tile's column. */
  private int held(int panel, int vector) {
    return vectors.registers() - 1 - panel * vectorsOfPanel() - vector;
  }

  private String weights(int panel, int column, int vector) {
    return place(
        COLUMN + band(panel, BAND, BAND3),
        column * type.columnBytes() + vector * vectors.lanes() * type.bytes());
  }

  /** What leads from the first band to another: {@code " + 2*r10"}. */
  private static String band(int panel, String band, String band3) {
    return switch (panel) {
      case 0 -> "";
      case 1 -> " + " + band;
      case 2 -> " + 2*" + band;
      default -> " + " + band3;
    };
  }

  private static String place(String base, int bytes) {
    return bytes == 0 ? "[%s]".formatted(base) : "[%s + %d]".formatted(base, bytes);
  }
}
