// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

/** The fields of {@code bb_matmul_args}, in order; each has 8 bytes. */
enum KernelArgument {
  OUT,
  WEIGHTS,
  PANEL_BYTES,
  QUANTS_AT,
  VALUES,
  QUANTS,
  SCALES,
  SUMS,
  PANELS,
  COLS,
  TOKENS,
  OUT_STRIDE;

  /** The field as an operand; a kernel gets the struct's address in {@code rcx}. */
  String of(String register) {
    return ordinal() == 0 ? "[%s]".formatted(register) : "[%s + %d]".formatted(register, offset());
  }

  int offset() {
    return 8 * ordinal();
  }
}
