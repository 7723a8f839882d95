// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peers;

/** ggml's numbers of types ({@code enum ggml_type}). */
enum GgmlType {
  F32(0),
  F16(1),
  Q4_0(2),
  Q8_0(8),
  BF16(30);

  private final int number;

  GgmlType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
