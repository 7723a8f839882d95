// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.module.matmul.QuantShape.Tile;

/**
 * Dot products of 4 bytes at once, {@code vpdpbusd}: unsigned weights, made so by the bias where
 * there is one, times signed x; the bias's share is taken off at the block's end.
 */
final class QuantVnniKernel extends QuantAvxKernel {
  QuantVnniKernel(InstructionSet set, QuantFormat format, QuantShape shape) {
    super(set, format, shape);
  }

  @Override
  String summary() {
    return "%s weights, %s: vpdpbusd, tiles of %s tokens."
        .formatted(type(), set().title(), shape().tokens());
  }

  /** The sign bits of Q8_0; the low halves of the bytes of the others. */
  private String mask() {
    return set().register(firstConstant());
  }

  @Override
  int ownRegisters() {
    return firstConstant() + 1;
  }

  @Override
  void constants(NasmWriter asm) {
    constant(asm, mask(), format() == QuantFormat.Q8_0 ? 0x80808080 : 0x0f0f0f0f);
  }

  @Override
  void unpack(NasmWriter asm, Tile tile, int line, int part) {
    if (format().parts() == 2) {
      unpackNibbles(asm, tile, line, part, mask());
      return;
    }
    for (int vector = 0; vector < vectors(tile); vector++) {
      logic(asm, "vpxor", unpacked(vector), mask(), quants(line, vector));
    }
  }

  @Override
  void multiply(NasmWriter asm, Tile tile, int token, int group, boolean first) {
    String columns = x(token, group) + "{1to16}";
    if (!evex()) {
      asm.op("vpbroadcastd", x(), x(token, group));
      columns = x();
    }
    for (int vector = 0; vector < vectors(tile); vector++) {
      if (first) {
        clear(asm, dots(tile, token, vector));
      }
      if (evex()) {
        asm.op("vpdpbusd", dots(tile, token, vector), unpacked(vector), columns);
      } else {
        VexDotProduct.write(asm, dotsNumber(tile, token, vector), UNPACKED + vector, X);
      }
    }
  }

  @Override
  boolean biased() {
    return format().bias() > 0;
  }
}
