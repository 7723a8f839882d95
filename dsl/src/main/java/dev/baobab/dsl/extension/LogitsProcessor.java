// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * Changes the logits before the sampler sees them: {@code void f(bb_kernel *kernel, bb_logits
 * *logits)}.
 *
 * @param name the name, for reports
 * @param stage where in the chain
 * @param process the function
 */
public record LogitsProcessor(String name, Stage stage, CFunction process)
    implements ExtensionPoint {}
