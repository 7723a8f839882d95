// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A data type that weights can have: a {@code bb_weight_type} of {@code bb_weights.h}. Whoever
 * contributes it contributes a {@link MatMulKernel} for it that every processor can run, too.
 *
 * @param name GGUF's name, in C {@code BB_DTYPE_<name>}: {@code Q8_0}
 * @param quantized whether its kernels take the other factor as blocks of int8
 * @param pack {@code void f(void *panel, const void *source, size_t row_bytes, size_t rows, size_t
 *     cols)}
 * @param unpack {@code void f(float *out, const void *panel, size_t row, size_t cols)}
 */
public record WeightType(String name, boolean quantized, CFunction pack, CFunction unpack)
    implements ExtensionPoint {}
