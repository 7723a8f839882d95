// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/** The phases of a boot, in order. */
public enum Phase {
  /** Processor features are enabled and kernels chosen. */
  CPU,
  /** Screen, keyboard and serial port work. */
  CONSOLE,
  /** Memory is surveyed. */
  MEMORY,
  /** Files can be read; the config file is. */
  STORAGE,
  /** The model and the tokenizer are loaded. */
  MODEL,
  /** The kernel does by itself what it is for. */
  READY,
  /** The kernel asks what to do; a step lasts until it is told to leave. */
  PROMPT
}
