// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.module.matmul.QuantShape.Tile;

/**
 * Q4_0 and Q4_1 with {@code vpmaddubsw}: sums of pairs are at most 2 * 15 * 127, so that those of a
 * whole block, 8 a row, add up in 16 bits.
 */
final class QuantPairKernel extends QuantAvxKernel {
  QuantPairKernel(InstructionSet set, QuantFormat format, QuantShape shape) {
    super(set, format, shape);
  }

  @Override
  String summary() {
    return "%s weights, %s: vpmaddubsw, sums in 16 bits, tiles of %s tokens."
        .formatted(type(), set().title(), shape().tokens());
  }

  private String mask() {
    return set().register(firstConstant());
  }

  private String ones() {
    return set().register(firstConstant() + 1);
  }

  private String products() {
    return set().register(firstConstant() + 2);
  }

  @Override
  int ownRegisters() {
    return firstConstant() + 3;
  }

  @Override
  void constants(NasmWriter asm) {
    constant(asm, mask(), 0x0f0f0f0f);
    constant(asm, ones(), 0x00010001);
  }

  @Override
  void unpack(NasmWriter asm, Tile tile, int line, int part) {
    unpackNibbles(asm, tile, line, part, mask());
  }

  @Override
  void multiply(NasmWriter asm, Tile tile, int token, int group, boolean first) {
    asm.op("vpbroadcastd", x(), x(token, group));
    for (int vector = 0; vector < vectors(tile); vector++) {
      String dots = dots(tile, token, vector);
      asm.op("vpmaddubsw", first ? dots : products(), unpacked(vector), x());
      if (!first) {
        asm.op("vpaddw", dots, dots, products());
      }
    }
  }

  @Override
  void settle(NasmWriter asm, Tile tile, int token) {
    for (int vector = 0; vector < vectors(tile); vector++) {
      asm.op("vpmaddwd", dots(tile, token, vector), dots(tile, token, vector), ones());
    }
  }

  @Override
  boolean biased() {
    return format().bias() > 0;
  }
}
