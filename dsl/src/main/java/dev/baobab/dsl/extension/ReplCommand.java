// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A command of the prompt: {@code bb_status f(bb_kernel *kernel, const char *arguments)}.
 *
 * @param name the name without its slash
 * @param usage the arguments, as in {@code /help}, or empty
 * @param summary one sentence
 * @param run the function
 */
public record ReplCommand(String name, String usage, String summary, CFunction run)
    implements ExtensionPoint {}
