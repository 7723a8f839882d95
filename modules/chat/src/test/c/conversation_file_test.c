/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/conversation_file.c
   ../../../../../kernel-templates/src/main/c/kernel/crc32c.c
   ../../main/c/transcript.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
/* The file of a conversation: what is written, and that nothing else is taken for it. */
#include "bb_crc32c.h"
#include "bb_test.h"
#include "conversation_file.h"

enum { CAPACITY = 1024 };

static char texts[2][CAPACITY];
static bb_chat_transcript transcript, other;
static char *file;
static size_t length;

static void begin(void)
{
    transcript = (bb_chat_transcript){.text = texts[0], .capacity = CAPACITY};
    other = (bb_chat_transcript){.text = texts[1], .capacity = CAPACITY};
    memset(texts, 0xa5, sizeof texts);
    free(file);
    file = malloc(bb_chat_file_bytes(CAPACITY));
}

static void turn(bb_chat_transcript *to, const char *question, const char *answer)
{
    CHECK(bb_chat_transcript_ask(to, question, strlen(question)));
    CHECK(bb_chat_transcript_answer(to, answer, strlen(answer)));
}

/* A file with the checksum that belongs to a body. */
static void make(const char *generation, const char *body)
{
    int used = sprintf(file, "baobab-chat 1\n%s\nbytes %zu\n", generation, strlen(body));
    uint32_t crc = bb_crc32c(0, file, (size_t)used);
    crc = bb_crc32c(crc, "\n", 1);
    crc = bb_crc32c(crc, body, strlen(body));
    length = (size_t)(used + sprintf(file + used, "crc32c %08x\n\n%s", crc, body));
}

/* Whether it is taken, from memory that ends with it. */
static bool taken(const char *bytes, size_t size)
{
    char *exact = malloc(size > 0 ? size : 1);
    uint64_t generation;
    memcpy(exact, bytes, size);
    bool whole = bb_chat_file_check(exact, size, &generation);
    CHECK(bb_chat_file_read(exact, size, &other) == whole);
    free(exact);
    return whole;
}

TEST(checksum)
{
    /* RFC 3720, appendix B.4, and the usual check value. */
    uint8_t bytes[32] = {0};
    CHECK_EQUAL(bb_crc32c(0, bytes, 32), 0x8a9136aa);
    memset(bytes, 0xff, 32);
    CHECK_EQUAL(bb_crc32c(0, bytes, 32), 0x62a8ab43);
    CHECK_EQUAL(bb_crc32c(0, "123456789", 9), 0xe3069283);
    CHECK_EQUAL(bb_crc32c(bb_crc32c(0, "1234", 4), "56789", 5), 0xe3069283);
}

TEST(what_is_written)
{
    begin();
    bb_chat_transcript_set_system(&transcript, "Be brief.", 9);
    turn(&transcript, "Who are\nyou?", " A model.\x1b\x07");
    turn(&transcript, "", "");
    length = bb_chat_file_write(&transcript, 7, file);
    file[length] = 0;
    const char *body = strstr(file, "\n\n") + 2;
    CHECK_TEXT(body, "system 9\nBe brief.\nuser 12\nWho are\nyou?\nanswer 11\n A model.  \n"
                     "user 0\n\nanswer 0\n\n");
    CHECK(strncmp(file, "baobab-chat 1\ngeneration 7\nbytes 80\ncrc32c ", 43) == 0);
    CHECK_EQUAL(strlen(body), 80);
}

TEST(what_is_read)
{
    begin();
    bb_chat_transcript_set_system(&transcript, "Be brief.", 9);
    turn(&transcript, "Who are\nyou?", " A model.");
    turn(&transcript, "gr\xc3\xbc\xc3\x9f", "user 3\nabc\n");
    turn(&transcript, "", "");
    length = bb_chat_file_write(&transcript, 7, file);
    uint64_t generation = 0;
    CHECK(bb_chat_file_check(file, length, &generation));
    CHECK_EQUAL(generation, 7);
    turn(&other, "old", "gone");
    CHECK(taken(file, length));
    CHECK_EQUAL(other.count, 3);
    CHECK_EQUAL(other.used, transcript.used);
    CHECK(memcmp(other.text, transcript.text, transcript.used) == 0);
    CHECK_EQUAL(other.turns[1].answer, 11);
    CHECK_EQUAL(other.system_length, 9);
    CHECK(memcmp(other.system, "Be brief.", 9) == 0);
}

TEST(an_empty_conversation)
{
    begin();
    length = bb_chat_file_write(&transcript, UINT64_C(999999999999999999), file);
    turn(&other, "old", "gone");
    CHECK(taken(file, length));
    CHECK_EQUAL(other.count, 0);
}

TEST(every_damage_is_seen)
{
    begin();
    bb_chat_transcript_set_system(&transcript, "Be brief.", 9);
    turn(&transcript, "Who are you?", "A model.");
    length = bb_chat_file_write(&transcript, 12, file);
    turn(&other, "kept", "as it was");
    for (size_t cut = 0; cut < length; cut++)
        CHECK(!taken(file, cut));
    for (size_t bit = 0; bit < length * 8; bit++) {
        file[bit / 8] = (char)(file[bit / 8] ^ 1 << bit % 8);
        CHECK(!taken(file, length));
        file[bit / 8] = (char)(file[bit / 8] ^ 1 << bit % 8);
    }
    file[length] = '\n';
    CHECK(!taken(file, length + 1));
    CHECK_EQUAL(other.count, 1); /* nothing of it came through */
    CHECK_EQUAL(other.system_length, 0);
    CHECK(taken(file, length));
}

/* With a checksum that is right. */
TEST(what_is_no_conversation)
{
    static const struct {
        bool whole;
        const char *body;
    } cases[] = {
        {true, ""},
        {true, "user 1\na\nanswer 1\nb\n"},
        {true, "system 1\ns\n"},
        {false, "system 1\ns\nsystem 1\ns\n"},
        {false, "user 1\na\nanswer 1\nb\nsystem 1\ns\n"},
        {false, "user 1\na\n"},
        {false, "answer 1\na\n"},
        {false, "user 1\na\nuser 1\nb\n"},
        {false, "user 2\na\nanswer 1\nb\n"},
        {false, "user 01\na\nanswer 1\nb\n"},
        {false, "user +1\na\nanswer 1\nb\n"},
        {false, "user -1\na\nanswer 1\nb\n"},
        {false, "user \na\nanswer 1\nb\n"},
        {false, "user1\na\nanswer 1\nb\n"},
        {false, "user 1 \na\nanswer 1\nb\n"},
        {false, "user 1\na\nanswer 3\nb\n"},
        {false, "user 1\na\nanswer 18446744073709551616\nb\n"},
        {false, "user 1\na\nanswer 999999999999999999\nb\n"},
        {false, "user 1\n\x1b\nanswer 1\nb\n"},
        {false, "user 1\na\nanswer 1\nb\n\n"},
        {false, "user 1\na\nanswer 1\nb"},
        {false, "bot 1\na\nanswer 1\nb\n"},
    };
    begin();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        make("generation 1", cases[i].body);
        CHECK(taken(file, length) == cases[i].whole);
    }
    make("generation 01", "");
    CHECK(!taken(file, length));
    make("generation 1234567890123456789", "");
    CHECK(!taken(file, length));
    make("Generation 1", "");
    CHECK(!taken(file, length));
}

/* A conversation of a model with a larger context, and more turns than fit. */
TEST(the_oldest_turns_are_left_out)
{
    static char large[1 << 16], body[1 << 16];
    begin();
    char question[16];
    size_t used = 0;
    for (int i = 0; i < BB_CHAT_TURNS + 10; i++)
        used += (size_t)sprintf(body + used, "user 4\nq%03d\nanswer 1\nx\n", i);
    file = realloc(file, sizeof large);
    make("generation 1", body);
    CHECK(taken(file, length));
    CHECK_EQUAL(other.count, CAPACITY / 5);
    other.text = large;
    other.capacity = sizeof large;
    CHECK(taken(file, length));
    CHECK_EQUAL(other.count, BB_CHAT_TURNS);
    sprintf(question, "q%03d", BB_CHAT_TURNS + 9);
    CHECK(memcmp(bb_chat_question_of(&other, BB_CHAT_TURNS - 1), question, 4) == 0);
}

TEST(the_largest_conversation_fits_its_file)
{
    begin();
    static char system[BB_CHAT_SYSTEM_BYTES];
    memset(system, 's', sizeof system);
    CHECK(bb_chat_transcript_set_system(&transcript, system, sizeof system));
    CHECK(!bb_chat_transcript_set_system(&transcript, system, sizeof system + 1));
    for (int i = 0; i < BB_CHAT_TURNS; i++)
        turn(&transcript, "ab", "cd");
    CHECK(!bb_chat_transcript_ask(&transcript, "", 0)); /* too many turns */
    length = bb_chat_file_write(&transcript, UINT64_MAX, file);
    CHECK(length <= bb_chat_file_bytes(CAPACITY));
}

int main(void)
{
    int failed = RUN(checksum) | RUN(what_is_written) | RUN(what_is_read) |
                 RUN(an_empty_conversation) | RUN(every_damage_is_seen) |
                 RUN(what_is_no_conversation) | RUN(the_oldest_turns_are_left_out) |
                 RUN(the_largest_conversation_fits_its_file);
    free(file);
    return failed;
}
