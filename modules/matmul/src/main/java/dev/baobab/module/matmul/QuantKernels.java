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
    return switch (set) {
      case SSE2 -> throw new IllegalArgumentException("one token at a time");
      case AVX2 -> new QuantShape(List.of(2, 1), 2, 512, 8192);
      case AVX_VNNI -> new QuantShape(List.of(3, 1), 1, 512, 8192);
      case AVX512 -> new QuantShape(List.of(12, 4, 1), 3, 512, 8192);
      case AVX512_VNNI -> new QuantShape(List.of(13, 4, 1), 3, 512, 8192);
    };
  }
}
