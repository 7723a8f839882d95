// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;

/**
 * Q8_0 with {@code vpmaddubsw}: magnitudes of the weights, unsigned, times x with the weights'
 * signs. No pair can saturate: 2 * 128 * 127 is less than 2^15.
 */
final class QuantSignKernel extends QuantAvxKernel {
  private static final String NEGATIVE = "k1";

  QuantSignKernel(InstructionSet set, QuantShape shape) {
    super(set, QuantFormat.Q8_0, shape);
  }

  @Override
  String summary() {
    return "%s weights, %s: vpmaddubsw of magnitudes, tiles of %s tokens."
        .formatted(type(), set().title(), shape().tiles());
  }

  private String ones() {
    return set().register(firstConstant());
  }

  /** Products of a short life; {@link #x} is still needed for the other vectors of a line. */
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
  void unpack(NasmWriter asm, int line, int part) {
    if (evex()) {
      asm.op("vmovdqa64", unpacked(0), quants(line, 0));
      asm.op("vpmovb2m", NEGATIVE, unpacked(0));
      asm.op("vpabsb", unpacked(0), unpacked(0));
      return;
    }
    for (int vector = 0; vector < vectors(); vector++) {
      asm.op("vpabsb", unpacked(vector), quants(line, vector));
    }
  }

  @Override
  void multiply(NasmWriter asm, int token, int group, boolean first) {
    int line = group;
    asm.op("vpbroadcastd", x(), x(token, group));
    for (int vector = 0; vector < vectors(); vector++) {
      if (evex()) {
        asm.op("vpsubb", x() + "{" + NEGATIVE + "}", zero(), x());
        asm.op("vpmaddubsw", products(), unpacked(vector), x());
      } else {
        asm.op("vpsignb", products(), x(), quants(line, vector));
        asm.op("vpmaddubsw", products(), unpacked(vector), products());
      }
      String dots = dots(token, vector);
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
