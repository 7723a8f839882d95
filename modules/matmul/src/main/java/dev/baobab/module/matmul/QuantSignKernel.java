// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.module.matmul.QuantShape.Tile;

/**
 * Q8_0 with {@code vpmaddubsw}: magnitudes of the weights, unsigned, times x with the weights'
 * signs. No pair can saturate: 2 * 128 * 127 is less than 2^15.
 */
final class QuantSignKernel extends QuantAvxKernel {
  QuantSignKernel(InstructionSet set, QuantShape shape) {
    super(set, QuantFormat.Q8_0, shape);
  }

  @Override
  String summary() {
    return "%s weights, %s: vpmaddubsw of magnitudes, tiles of %s tokens."
        .formatted(type(), set().title(), shape().tokens());
  }

  private String ones() {
    return set().register(firstConstant());
  }

  /** Of a short life; {@link #x} is still needed for the other vectors of a line. */
  private String products() {
    return set().register(firstConstant() + 1);
  }

  private String zero() {
    return set().register(firstConstant() + 2);
  }

  @Override
  int ownRegisters() {
    return firstConstant() + (evex() ? 3 : 2);
  }

  @Override
  void constants(NasmWriter asm) {
    constant(asm, ones(), 0x00010001);
    if (evex()) {
      clear(asm, zero());
    }
  }

  @Override
  void unpack(NasmWriter asm, Tile tile, int line, int part) {
    for (int vector = 0; vector < vectors(tile); vector++) {
      String weights = quants(line, vector);
      if (evex()) {
        asm.op("vmovdqa64", unpacked(vector), weights);
        asm.op("vpmovb2m", negative(vector), unpacked(vector));
        weights = unpacked(vector);
      }
      asm.op("vpabsb", unpacked(vector), weights);
    }
  }

  /** The mask register of a vector's negative weights; k0 cannot mask. */
  private static String negative(int vector) {
    return "k" + (1 + vector);
  }

  @Override
  void multiply(NasmWriter asm, Tile tile, int token, int group, boolean first) {
    if (!evex()) {
      asm.op("vpbroadcastd", x(), x(token, group));
    }
    for (int vector = 0; vector < vectors(tile); vector++) {
      if (evex()) {
        asm.op("vpbroadcastd", products(), x(token, group));
        asm.op("vpsubb", products() + "{" + negative(vector) + "}", zero(), products());
      } else {
        int line = group; // one part a line
        asm.op("vpsignb", products(), x(), quants(line, vector));
      }
      asm.op("vpmaddubsw", products(), unpacked(vector), products());
      String dots = dots(tile, token, vector);
      asm.op("vpmaddwd", first ? dots : products(), products(), ones());
      if (!first) {
        asm.op("vpaddd", dots, dots, products());
      }
    }
  }

  @Override
  boolean biased() {
    return false;
  }
}
