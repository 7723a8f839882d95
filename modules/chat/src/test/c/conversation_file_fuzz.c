/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/conversation_file.c
   ../../../../../kernel-templates/src/main/c/kernel/crc32c.c
   ../../main/c/transcript.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
/* fuzz-minutes: 10 */
/*
 * libFuzzer target: any bytes are taken, and what is taken for a conversation is one. The checksum
 * would keep a fuzzer out, so that the input is a body, to which a right header is written; and
 * then once more the whole file.
 */
#include "bb_crc32c.h"
#include "bb_fuzz.h"
#include "conversation_file.h"

enum { CAPACITY = 4096, HEADER = 128 };

static void read(const char *bytes, size_t size)
{
    static char text[CAPACITY], written[1 << 15];
    static bb_chat_transcript transcript;
    uint64_t generation;
    transcript = (bb_chat_transcript){.text = text, .capacity = CAPACITY};
    bool whole = bb_chat_file_check(bytes, size, &generation);
    REQUIRE(bb_chat_file_read(bytes, size, &transcript) == whole);
    if (!whole) {
        REQUIRE(transcript.count == 0);
        return;
    }
    REQUIRE(transcript.used <= CAPACITY && transcript.count <= BB_CHAT_TURNS);
    size_t used = 0;
    for (size_t i = 0; i < transcript.count; i++) {
        REQUIRE(transcript.turns[i].text == used);
        REQUIRE(transcript.turns[i].question <= BB_CHAT_QUESTION_BYTES);
        used += transcript.turns[i].question + transcript.turns[i].answer;
    }
    REQUIRE(used == transcript.used);
    /* What was read is written, and is whole again. */
    REQUIRE(bb_chat_file_bytes(CAPACITY) <= sizeof written);
    size_t length = bb_chat_file_write(&transcript, generation, written);
    REQUIRE(bb_chat_file_check(written, length, &generation));
}

static void read_body(const char *body, size_t size)
{
    char *file = malloc(HEADER + size);
    int used = snprintf(file, HEADER, "baobab-chat 1\ngeneration 3\nbytes %zu\n", size);
    uint32_t crc = bb_crc32c(0, file, (size_t)used);
    crc = bb_crc32c(bb_crc32c(crc, "\n", 1), body, size);
    used += snprintf(file + used, HEADER - (size_t)used, "crc32c %08x\n\n", crc);
    if (size > 0)
        memcpy(file + used, body, size);
    char *exact = fuzz_bytes((const uint8_t *)file, (size_t)used + size);
    read(exact, (size_t)used + size);
    free(exact);
    free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = fuzz_bytes(data, size);
    read(bytes, size);
    read_body(bytes, size);
    free(bytes);
    return 0;
}
