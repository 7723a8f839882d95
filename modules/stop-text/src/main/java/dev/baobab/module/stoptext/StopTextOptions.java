// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.stoptext;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Ends an answer as soon as it contains a given text, behind the token that completes the text. The
 * prompt does not count.
 */
@KernelModule(
    id = "stop-text",
    builder = "StopText.options",
    summary = "Ends an answer behind a given text",
    composer = StopTextModule.class,
    sources = "stop_text.c",
    headers = "stop_text.h")
public interface StopTextOptions {
  /** The text that ends an answer; an empty one ends none. */
  @Option(value = "", tunable = true)
  String text();
}
