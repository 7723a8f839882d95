/* SPDX-License-Identifier: Apache-2.0 */
#include "conversation_file.h"

#include "bb_bytes.h"
#include "bb_crc32c.h"
#include "bb_format.h"
#include "bb_text.h"

#define MAGIC "baobab-chat 1\n"

enum {
    HEADER_BYTES = 128, /* at most, as the line above a text */
    LABEL_BYTES = 32,
    CRC_DIGITS = 8,
};

size_t bb_chat_file_bytes(size_t capacity)
{
    size_t labels = (2 * BB_CHAT_TURNS + 1) * (LABEL_BYTES + 1);
    size_t rest = HEADER_BYTES + BB_CHAT_SYSTEM_BYTES + labels, bytes;
    return __builtin_add_overflow(capacity, rest, &bytes) ? SIZE_MAX : bytes;
}

static bool is_text(char byte)
{
    return (unsigned char)byte >= ' ' || byte == '\n' || byte == '\t';
}

/* --- Writing --- */

static size_t write_text(char *out, const char *label, const char *text, size_t length)
{
    size_t used = bb_format(out, LABEL_BYTES, "%s %zu\n", label, length);
    for (size_t i = 0; i < length; i++)
        out[used++] = is_text(text[i]) ? text[i] : ' ';
    out[used++] = '\n';
    return used;
}

static size_t write_body(const bb_chat_transcript *transcript, char *out)
{
    size_t used = 0;
    if (transcript->system_length > 0)
        used += write_text(out, "system", transcript->system, transcript->system_length);
    for (size_t i = 0; i < transcript->count; i++) {
        const bb_chat_turn *turn = &transcript->turns[i];
        used += write_text(out + used, "user", bb_chat_question_of(transcript, i), turn->question);
        used += write_text(out + used, "answer", bb_chat_answer_of(transcript, i), turn->answer);
    }
    return used;
}

size_t bb_chat_file_write(const bb_chat_transcript *transcript, uint64_t generation, char *out)
{
    char *body = out + HEADER_BYTES;
    size_t bytes = write_body(transcript, body);
    size_t used = bb_format(out, HEADER_BYTES, MAGIC "generation %llu\nbytes %zu\n",
                            (unsigned long long)generation, bytes);
    uint32_t crc = bb_crc32c(0, out, used);
    crc = bb_crc32c(crc, "\n", 1);
    crc = bb_crc32c(crc, body, bytes);
    used += bb_format(out + used, HEADER_BYTES - used, "crc32c %08x\n\n", crc);
    memmove(out + used, body, bytes);
    return used + bytes;
}

/* --- Reading --- */

typedef struct reader {
    const char *at;
    size_t left;
} reader;

static bool take(reader *reader, const char *text, size_t length)
{
    if (length > reader->left || memcmp(reader->at, text, length) != 0)
        return false;
    reader->at += length;
    reader->left -= length;
    return true;
}

static bool take_word(reader *reader, const char *word)
{
    return take(reader, word, bb_text_length(word));
}

/* "WORD 123" and a newline, as it is written: no sign, no zeros in front. */
static bool take_number(reader *reader, const char *word, uint64_t *number)
{
    enum { DIGITS = 18 };
    size_t digits = 0;
    if (!take_word(reader, word) || !take_word(reader, " "))
        return false;
    *number = 0;
    while (digits < reader->left && reader->at[digits] >= '0' && reader->at[digits] <= '9') {
        *number = *number * 10 + (uint64_t)(reader->at[digits++] - '0');
        if (digits > DIGITS)
            return false;
    }
    if (digits == 0 || (digits > 1 && reader->at[0] == '0'))
        return false;
    reader->at += digits;
    reader->left -= digits;
    return take_word(reader, "\n");
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static bool take_checksum(reader *reader, uint32_t *crc)
{
    *crc = 0;
    if (!take_word(reader, "crc32c ") || reader->left < CRC_DIGITS)
        return false;
    for (size_t i = 0; i < CRC_DIGITS; i++) {
        int digit = hex_digit(reader->at[i]);
        if (digit < 0)
            return false;
        *crc = *crc << 4 | (uint32_t)digit;
    }
    reader->at += CRC_DIGITS;
    reader->left -= CRC_DIGITS;
    return take_word(reader, "\n");
}

/* Leaves the reader at the body. */
static bool take_header(reader *reader, uint64_t *generation)
{
    const char *start = reader->at;
    uint64_t bytes;
    uint32_t told;
    if (!take_word(reader, MAGIC) || !take_number(reader, "generation", generation) ||
        !take_number(reader, "bytes", &bytes))
        return false;
    uint32_t crc = bb_crc32c(0, start, (size_t)(reader->at - start));
    if (!take_checksum(reader, &told))
        return false;
    crc = bb_crc32c(crc, reader->at, reader->left);
    return take_word(reader, "\n") && bytes == reader->left && crc == told;
}

/* A text below its label, of at most `most` bytes. */
static bool take_text(reader *reader, const char *label, size_t most, const char **text,
                      size_t *length)
{
    uint64_t bytes;
    if (!take_number(reader, label, &bytes) || bytes > most || bytes > reader->left)
        return false;
    *text = reader->at;
    *length = (size_t)bytes;
    for (size_t i = 0; i < *length; i++)
        if (!is_text(reader->at[i]))
            return false;
    reader->at += *length;
    reader->left -= *length;
    return take_word(reader, "\n");
}

/* Adds a turn, at the cost of the oldest ones; one that is larger than all the room is left out. */
static void add_turn(bb_chat_transcript *transcript, const char *question, size_t question_length,
                     const char *answer, size_t answer_length)
{
    while (transcript->count == BB_CHAT_TURNS ||
           question_length + answer_length > transcript->capacity - transcript->used) {
        if (transcript->count == 0)
            return;
        bb_chat_transcript_drop_oldest(transcript);
    }
    bb_chat_transcript_ask(transcript, question, question_length);
    bb_chat_transcript_answer(transcript, answer, answer_length);
}

/* Takes the body; fills the transcript unless it is NULL. */
static bool take_body(reader reader, bb_chat_transcript *transcript)
{
    const char *question, *answer, *system = "";
    size_t question_length, answer_length, system_length = 0;
    if (reader.left > 0 && reader.at[0] == 's' &&
        !take_text(&reader, "system", BB_CHAT_SYSTEM_BYTES, &system, &system_length))
        return false;
    if (transcript != NULL) {
        bb_chat_transcript_clear(transcript);
        bb_chat_transcript_set_system(transcript, system, system_length);
    }
    while (reader.left > 0) {
        if (!take_text(&reader, "user", BB_CHAT_QUESTION_BYTES, &question, &question_length) ||
            !take_text(&reader, "answer", reader.left, &answer, &answer_length))
            return false;
        if (transcript != NULL)
            add_turn(transcript, question, question_length, answer, answer_length);
    }
    return true;
}

bool bb_chat_file_check(const char *bytes, size_t length, uint64_t *generation)
{
    reader reader = {.at = bytes, .left = length};
    return take_header(&reader, generation) && take_body(reader, NULL);
}

bool bb_chat_file_read(const char *bytes, size_t length, bb_chat_transcript *transcript)
{
    uint64_t generation;
    reader reader = {.at = bytes, .left = length};
    return take_header(&reader, &generation) && take_body(reader, NULL) &&
           take_body(reader, transcript);
}
