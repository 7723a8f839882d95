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

  /**
   * With minima, in the sets that were measured on a Zen 5 core. Behind a panel's quants lie the
   * next panel's scales and minima, 64 bytes a block, and are prefetched as if they were quants.
   */
  private static final int NEAR_MINIMA = 1536;

  /**
   * For processors with AVX-512 that do not find streams themselves: Zen 4 needs it, Zen 5 decodes
   * 4 to 13% slower with it than without, cores without AVX-512 up to a half slower.
   */
  private static final int FAR = 8192;

  /** The best on Zen 5 for models beyond the cache, by which models in the cache lose a little. */
  private static final int ALONE = 640;

  private static final int ALONE_NIBBLES = 2048;

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

  private static int near(InstructionSet set, QuantFormat format) {
    if (format.minimum() && set.compareTo(InstructionSet.AVX2) > 0) {
      return NEAR_MINIMA;
    }
    return format.parts() == 2 && set.vectorBytes() == 32 ? NEAR_NIBBLES : NEAR;
  }

  private static int alone(QuantFormat format) {
    return switch (format) {
      case Q8_0 -> ALONE;
      case Q4_0 -> ALONE_NIBBLES;
      case Q4_1 -> NEAR_MINIMA;
    };
  }

  private static QuantShape shape(InstructionSet set, QuantFormat format) {
    int near = near(set, format);
    return switch (set) {
      case SSE2 -> new QuantShape(List.of(1), 1, near);
      case AVX2, AVX_VNNI -> new QuantShape(List.of(2, 1), 2, near);
      case AVX512, AVX512_VNNI ->
          new QuantShape(List.of(8, 2, 1), format.parts() == 2 ? 3 : 2, near, alone(format), FAR);
    };
  }
}
