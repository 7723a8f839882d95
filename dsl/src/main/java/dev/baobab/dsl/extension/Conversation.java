// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to answer what is entered at the prompt. In a kernel without it the prompt has the
 * model go on with the text. The functions have the signatures of {@code bb_conversation.h}.
 *
 * @param begin greets before the first line: {@code bb_conversation_begin}
 * @param answer answers a line: {@code bb_conversation_answer}
 * @param forget forgets what was said: {@code bb_conversation_forget}
 */
public record Conversation(CFunction begin, CFunction answer, CFunction forget)
    implements Capability {}
