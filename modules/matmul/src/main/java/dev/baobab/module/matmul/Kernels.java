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
    return Stream.<AssemblyKernel>of().filter(kernel -> kernel.set() == set).toList();
  }

  /** The kernels of all sets. */
  static List<AssemblyKernel> all() {
    return Arrays.stream(InstructionSet.values()).flatMap(set -> of(set).stream()).toList();
  }
}
