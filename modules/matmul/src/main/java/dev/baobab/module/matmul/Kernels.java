// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All kernels that can be emitted. */
final class Kernels {
  private Kernels() {}

  /** The kernels of an instruction set, in the order of the types. */
  static List<AssemblyKernel> of(InstructionSet set) {
    return Stream.concat(floats(set), QuantKernels.of(set)).toList();
  }

  private static Stream<AssemblyKernel> floats(InstructionSet set) {
    return switch (set) {
      case SSE2, AVX2, AVX512 ->
          Arrays.stream(FloatType.values()).map(type -> new FloatKernel(set, type));
      case AVX_VNNI, AVX512_VNNI -> Stream.of();
    };
  }

  /** The kernels of all sets. */
  static List<AssemblyKernel> all() {
    return Arrays.stream(InstructionSet.values()).flatMap(set -> of(set).stream()).toList();
  }
}
