// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/** A place that many modules add to. */
public sealed interface ExtensionPoint
    permits Architecture,
        BootStep,
        ChatTemplate,
        ConsoleDevice,
        IdleTask,
        KvCacheObserver,
        LogitsProcessor,
        MatMulKernel,
        MemoryArena,
        ModelFormat,
        ModelSource,
        NetworkService,
        OptionListener,
        ReplCommand,
        SessionState,
        ShutdownHook,
        TokenListener,
        Tokenizer,
        VectorPart,
        VectorSet,
        WeightType {
  /** A short name for reports: the step's, command's or kernel's own. */
  String name();
}
