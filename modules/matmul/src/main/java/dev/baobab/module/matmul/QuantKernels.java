// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.util.List;
import java.util.stream.Stream;

/** The kernels for quantized weights, in the shapes that were measured to be the fastest. */
final class QuantKernels {
  private QuantKernels() {}

  /** The kernels of an instruction set. */
  static Stream<AssemblyKernel> of(InstructionSet set) {
    return switch (set) {
      case SSE2 ->
          Stream.of(new QuantSse2Kernel(QuantFormat.Q8_0), new QuantSse2Kernel(QuantFormat.Q4_0));
      case AVX2, AVX512 ->
          Stream.of(new QuantSignKernel(set, shape(set)), new QuantPairKernel(set, shape(set)));
      case AVX_VNNI, AVX512_VNNI ->
          Stream.of(
              new QuantVnniKernel(set, QuantFormat.Q8_0, shape(set)),
              new QuantVnniKernel(set, QuantFormat.Q4_0, shape(set)));
    };
  }

  private static QuantShape shape(InstructionSet set) {
    List<Integer> tokens =
        switch (set) {
          case SSE2 -> List.of(1);
          case AVX2, AVX_VNNI -> List.of(2, 1);
          case AVX512, AVX512_VNNI -> List.of(8, 2, 1);
        };
    return new QuantShape(tokens, 2, 576, 8192);
  }
}
