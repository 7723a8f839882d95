// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * How a family of models writes a conversation: a {@code bb_chat_template} of {@code
 * bb_chat_template.h}.
 *
 * @param name what the option {@code chat.template} calls it
 * @param template the object
 */
public record ChatTemplate(String name, CFunction template) implements ExtensionPoint {}
