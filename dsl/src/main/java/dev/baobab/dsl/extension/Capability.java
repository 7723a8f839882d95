// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/** Something that exactly one module of a kernel provides. */
public sealed interface Capability
    permits Allocator, Conversation, MatMul, ModelChoice, Parallel, Sampler, VectorMath {}
