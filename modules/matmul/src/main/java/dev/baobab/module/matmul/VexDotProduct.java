// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;

/**
 * The VEX encoding of {@code vpdpbusd}, AVX-VNNI, byte by byte: nasm before 2.16.02 knows the EVEX
 * encoding only, which needs AVX-512. Intel SDM vol. 2: VEX.256.66.0F38.W0 50 /r.
 */
final class VexDotProduct {
  private static final int THREE_BYTE_VEX = 0xc4;
  private static final int MAP_0F38 = 2;
  private static final int L256_PP66 = 0b101;
  private static final int OPCODE = 0x50;
  private static final int REGISTER_DIRECT = 0xc0;

  private VexDotProduct() {}

  /** {@code vpdpbusd ymm<sum>, ymm<unsigned>, ymm<signed>}. */
  static void write(NasmWriter asm, int sum, int unsigned, int signed) {
    int noExtension = 1; // R, X and B are stored inverted
    int extensions = (noExtension - (sum >> 3)) << 7 | noExtension << 6 | (1 - (signed >> 3)) << 5;
    int vvvv = ~unsigned & 0xf;
    asm.line(
        "db           0x%02x, 0x%02x, 0x%02x, 0x%02x, 0x%02x ; vpdpbusd ymm%d, ymm%d, ymm%d",
        THREE_BYTE_VEX,
        extensions | MAP_0F38,
        vvvv << 3 | L256_PP66,
        OPCODE,
        REGISTER_DIRECT | (sum & 7) << 3 | (signed & 7),
        sum,
        unsigned,
        signed);
  }
}
