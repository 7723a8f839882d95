// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The kernels for quantized weights, in the shapes that were measured to be the fastest. */
final class QuantKernels {
  private static final int NEAR = 512;

  /** With four bits a weight, whose blocks have half the lines, further ahead was the fastest. */
  private static final int NEAR_NIBBLES = 896;

  /** For cores with AVX-512; cores without it read up to a half slower with it than without. */
  private static final int FAR = 8192;

  private QuantKernels() {}

  /** The kernels of an instruction set. */
  static Stream<AssemblyKernel> of(InstructionSet set) {
    return Arrays.stream(QuantFormat.values()).map(format -> of(set, format, shape(set, format)));
  }

  /** A kernel in another shape, for tests and measurements. */
  static AssemblyKernel of(InstructionSet set, QuantFormat format, QuantShape shape) {
    return switch (set) {
      case SSE2 -> new QuantSse2Kernel(format, shape);
      case AVX2, AVX512 ->
          switch (format) {
            case Q8_0 -> new QuantSignKernel(set, shape);
            case Q4_0, Q4_1 -> new QuantPairKernel(set, format, shape);
          };
      case AVX_VNNI, AVX512_VNNI -> new QuantVnniKernel(set, format, shape);
    };
  }

  private static int near(QuantFormat format) {
    return format.parts() == 2 ? NEAR_NIBBLES : NEAR;
  }

  private static QuantShape shape(InstructionSet set, QuantFormat format) {
    return switch (set) {
      case SSE2 -> new QuantShape(List.of(1), 1, NEAR, 0);
      case AVX2, AVX_VNNI -> new QuantShape(List.of(2, 1), 2, near(format), 0);
      case AVX512, AVX512_VNNI ->
          new QuantShape(List.of(8, 2, 1), format.parts() == 2 ? 3 : 2, NEAR, FAR);
    };
  }
}
