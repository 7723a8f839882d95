/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONVERSATION_STORE_H
#define CONVERSATION_STORE_H

/*
 * Conversations as files of the boot volume: NAME-1.chat and NAME-2.chat, written in turn. The
 * newer whole one counts, and it is never the one that is written to: power may fail at any moment,
 * and what is lost is at most what was being saved. It does not matter what the firmware's file
 * system does to the other file meanwhile.
 */
#include "bb_status.h"
#include "transcript.h"

/* 1 to BB_CHAT_NAME_BYTES letters, digits, '-' and '_'. */
enum { BB_CHAT_NAME_BYTES = 32 };

/* Whether a conversation can have this name. */
bool bb_chat_store_is_name(const char *name, size_t length);

/* Fails with E-CHAT-NAME, E-MEMORY-SHORT, E-FILE-WRITE, E-VOLUME. */
bb_status bb_chat_store_save(const bb_chat_transcript *transcript, const char *name);

/* E-CHAT-MISSING */
extern const bb_error_code bb_chat_missing;

/* Fails with E-CHAT-FILE, E-CHAT-MISSING, E-MEMORY-SHORT, E-FILE-READ, E-VOLUME; the
 * transcript is then what it was. */
bb_status bb_chat_store_load(bb_chat_transcript *transcript, const char *name);

#endif
