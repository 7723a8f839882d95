// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

/** A type of weights whose elements are floating-point numbers. */
enum FloatType {
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of a single. */
  BF16(2);

  private final int bytes;

  FloatType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of an element. */
  int bytes() {
    return bytes;
  }

  /** Bytes of one column of a panel. */
  int columnBytes() {
    return bytes * FloatKernel.PANEL_ROWS;
  }
}
