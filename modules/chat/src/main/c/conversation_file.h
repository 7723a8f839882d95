/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONVERSATION_FILE_H
#define CONVERSATION_FILE_H

/*
 * A conversation as the bytes of a file: text that people can read, with a length and a checksum.
 *
 *     baobab-chat 1
 *     generation 7
 *     bytes 63
 *     crc32c 0123abcd
 *
 *     system 9
 *     Be brief.
 *     user 12
 *     Who are you?
 *     answer 8
 *     A model.
 *
 * Lines end with a newline. Behind the empty line are `bytes` bytes, which end the file. The
 * numbers behind system, user and answer are the bytes of the text below, which a newline follows;
 * the text may have newlines of its own. The system prompt comes first, or is missing; each user
 * has an answer. The checksum is of everything but its own line. Of two files the one with the
 * higher generation is the newer.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "transcript.h"

/* Bytes at most of the file of a transcript with this capacity. */
size_t bb_chat_file_bytes(size_t capacity);

/* Writes the file to `out`, of bb_chat_file_bytes bytes; returns its length. Control characters of
 * texts become blanks. */
size_t bb_chat_file_write(const bb_chat_transcript *transcript, uint64_t generation, char *out);

/* Whether these bytes are a whole file: everything is as described. */
bool bb_chat_file_check(const char *bytes, size_t length, uint64_t *generation);

/*
 * Replaces the transcript with what a whole file holds; the oldest turns are left out if there is
 * no room for all. False, and the transcript is what it was, if it is no whole file.
 */
bool bb_chat_file_read(const char *bytes, size_t length, bb_chat_transcript *transcript);

#endif
