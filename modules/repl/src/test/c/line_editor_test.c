/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/completion.c ../../main/c/line_editor.c ../../main/c/line_view.c
   ../../main/c/history.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
/* The line editor: keys to text, and what a terminal shows after each key. */
#include "line_editor.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_option.h"
#include "bb_test.h"
#include "bb_text.h"

/* --- Names to complete --- */

const bb_command bb_commands[] = {{"help", "", ""}, {"set", "", ""},    {"get", "", ""},
                                  {"save", "", ""}, {"system", "", ""}, {"stats", "", ""}};
const size_t bb_command_count = 6;
const bb_option bb_option_table[] = {
    {.name = "sampler.temperature"}, {.name = "sampler.top-p"}, {.name = "repl.steps"}};
const size_t bb_option_count = 3;

/* --- A terminal: the line that the cursor is in, of 80 columns --- */

enum { COLUMNS = 80 };

static uint32_t screen[COLUMNS];
static size_t column;
static int bells, lines;
static bool wrapped; /* wrote into the last column, or moved out of the line: never right */

static void terminal_clear(void)
{
    for (size_t i = 0; i < COLUMNS; i++)
        screen[i] = ' ';
    column = 0;
}

void bb_write(const char *text, size_t length)
{
    uint32_t character;
    for (size_t i = 0; i < length;) {
        size_t bytes = bb_utf8_decode(text + i, length - i, &character);
        /* Whole characters in each write, as a screen wants them. */
        CHECK(character != 0xfffd || bytes == 3);
        i += bytes;
        if (character == '\n') {
            lines++;
            terminal_clear();
        } else if (character == '\r') {
            column = 0;
        } else if (character == '\b') {
            wrapped |= column == 0;
            column -= column > 0;
        } else if (character == '\a') {
            bells++;
        } else {
            CHECK(character >= ' ' && (character < 0x7f || character >= 0xa0));
            wrapped |= column >= COLUMNS - 1;
            if (column < COLUMNS)
                screen[column++] = character;
        }
    }
}

void bb_console_style(bb_style style)
{
    (void)style;
}

/* The visible line in UTF-8, with | in front of the cursor's place, without blanks at its end. */
static const char *seen(void)
{
    static char line[COLUMNS * 4 + 8];
    size_t end = COLUMNS, length = 0;
    while (end > column && screen[end - 1] == ' ')
        end--;
    for (size_t i = 0; i < end; i++) {
        if (i == column)
            line[length++] = '|';
        length += bb_utf8_encode(screen[i], line + length);
    }
    if (column >= end)
        line[length++] = '|';
    line[length] = 0;
    return line;
}

/* --- Typing --- */

static bb_repl_editor editor;
static bool complete, ended;

static void begin(const char *prompt)
{
    memset(&editor, 0xa5, sizeof editor); /* memory is not zero, but for what the header says */
    editor = (bb_repl_editor){.prompt = prompt, .history.limit = 5};
    terminal_clear();
    bells = lines = 0;
    bb_repl_editor_begin(&editor);
}

static void press(bb_key_code code, uint32_t character)
{
    const bb_key key = {.code = code, .character = character};
    bb_repl_input input = bb_repl_editor_key(&editor, &key);
    complete = input == BB_REPL_ENTERED;
    ended = input == BB_REPL_ENDED;
}

/* Characters are typed; of these, some stand for other keys. */
static void type(const char *keys)
{
    uint32_t character;
    for (size_t i = 0, length = strlen(keys); i < length;) {
        i += bb_utf8_decode(keys + i, length - i, &character);
        switch (character) {
        case '<':
            press(BB_KEY_LEFT, 0);
            break;
        case '>':
            press(BB_KEY_RIGHT, 0);
            break;
        case '[':
            press(BB_KEY_HOME, 0);
            break;
        case ']':
            press(BB_KEY_END, 0);
            break;
        case '^':
            press(BB_KEY_UP, 0);
            break;
        case '_':
            press(BB_KEY_DOWN, 0);
            break;
        case '\b':
            press(BB_KEY_BACKSPACE, 0);
            break;
        case 0x7f:
            press(BB_KEY_DELETE, 0);
            break;
        case '\n':
            press(BB_KEY_ENTER, 0);
            if (complete) /* as the loop of the prompt does */
                bb_repl_editor_begin(&editor);
            break;
        default:
            press(BB_KEY_CHARACTER, character);
        }
    }
}

static const char *text(void)
{
    editor.text[editor.length] = 0;
    return editor.text;
}

#define CTRL_A "\x01"
#define CTRL_C "\x03"
#define CTRL_E "\x05"
#define CTRL_K "\x0b"
#define CTRL_L "\x0c"
#define CTRL_U "\x15"
#define CTRL_W "\x17"

TEST(editing)
{
    static const struct {
        const char *keys, *text, *seen;
    } cases[] = {
        {"", "", "> |"},
        {"hello", "hello", "> hello|"},
        {"hllo<<<e", "hello", "> he|llo"},
        {"ello[h", "hello", "> h|ello"},
        {"hello[>>", "hello", "> he|llo"},
        {"hello" CTRL_A, "hello", "> |hello"},
        {"hello[" CTRL_E "!", "hello!", "> hello!|"},
        {"hello[]!", "hello!", "> hello!|"},
        {"hello\b", "hell", "> hell|"},
        {"hello<<\b", "helo", "> he|lo"},
        {"hello[\b", "hello", "> |hello"},
        {"hello[\x7f", "ello", "> |ello"},
        {"hello\x7f", "hello", "> hello|"},
        {"<<>>x<<<<<y", "yx", "> y|x"},
        {"hello<<" CTRL_K, "hel", "> hel|"},
        {"hello<<" CTRL_U, "lo", "> |lo"},
        {"two words" CTRL_W, "two ", "> two |"},
        {"two words  " CTRL_W, "two ", "> two |"},
        {"two words<<" CTRL_W, "two ds", "> two |ds"},
        {"two" CTRL_W CTRL_W, "", "> |"},
        {"gr\u00fc\u00dfe\u20ac\U0001f600", "gr\u00fc\u00dfe\u20ac\U0001f600",
         "> gr\u00fc\u00dfe\u20ac\U0001f600|"},
        {"gr\u00fc\u00dfe<<\b", "gr\u00dfe", "> gr|\u00dfe"},
        {"\u20ac\u20ac\u20ac[\x7f<>", "\u20ac\u20ac", "> \u20ac|\u20ac"},
        {"a\tb", "a\tb", "> a b|"},
        {"a\x02\x1e\x1f\xc2\x85z", "az", "> az|"},
        {"hello" CTRL_L, "hello", "> hello|"},
        {"hello<<" CTRL_L, "hello", "> hel|lo"},
        {"hello" CTRL_C, "", "> |"},
        {"hello" CTRL_C "x", "x", "> x|"},
        {"one\\\n", "one\n", ". |"},
        {"one\\\ntwo", "one\ntwo", ". two|"},
        {"one\\\n\b<[" CTRL_U CTRL_W "two", "one\ntwo", ". two|"},
        {"one\\\ntwo" CTRL_C "x", "x", "> x|"},
        {"one\\\ntwo[" CTRL_L, "one\ntwo", ". |two"},
        {"one\\\ntwo\\\nthree", "one\ntwo\nthree", ". three|"},
        {"\\\n\\\nx", "\n\nx", ". x|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin("> ");
        type(cases[i].keys);
        CHECK_TEXT(text(), cases[i].text);
        CHECK_TEXT(seen(), cases[i].seen);
    }
}

TEST(enter)
{
    begin("> ");
    type("hello<<");
    press(BB_KEY_ENTER, 0);
    CHECK(complete);
    CHECK_TEXT(editor.text, "hello");
    CHECK_EQUAL(lines, 1);
    CHECK_TEXT(seen(), "|");
    bb_repl_editor_begin(&editor);
    CHECK_TEXT(seen(), "> |");
    press(BB_KEY_ENTER, 0);
    CHECK(complete);
    CHECK_EQUAL(editor.length, 0);
    type("a\\");
    press(BB_KEY_ENTER, 0);
    CHECK(!complete);
    press(BB_KEY_ENTER, 0);
    CHECK(complete);
    CHECK_TEXT(editor.text, "a\n");
}

TEST(completion)
{
    static const struct {
        const char *keys, *text, *seen;
        int lines, bells;
    } cases[] = {
        {"/h\t", "/help ", "> /help |", 0, 0},
        {"/sa\tx", "/save x", "> /save x|", 0, 0},
        {"/s\t", "/s", "> /s|", 2, 0},
        {"/\t", "/", "> /|", 2, 0},
        {"/st\t", "/stats ", "> /stats |", 0, 0},
        {"/x\t", "/x", "> /x|", 0, 1},
        {"/set s\t", "/set sampler.t", "> /set sampler.t|", 0, 0},
        {"/set s\t\t", "/set sampler.t", "> /set sampler.t|", 2, 0},
        {"/set s\te\t1", "/set sampler.temperature 1", "> /set sampler.temperature 1|", 0, 0},
        {"/get r\t", "/get repl.steps ", "> /get repl.steps |", 0, 0},
        {"/set repl.steps \t", "/set repl.steps ", "> /set repl.steps |", 0, 1},
        {"/help sy\t", "/help system ", "> /help system |", 0, 0},
        {"/save s\t", "/save s", "> /save s|", 0, 1},
        {"/hx<\t", "/helpx", "> /help|x", 0, 0},
        {"say /h\t", "say /h\t", "> say /h |", 0, 0},
        {"one\\\n/h\t", "one\n/h\t", ". /h |", 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin("> ");
        type(cases[i].keys);
        CHECK_TEXT(text(), cases[i].text);
        CHECK_TEXT(seen(), cases[i].seen);
        CHECK_EQUAL(lines, cases[i].lines);
        CHECK_EQUAL(bells, cases[i].bells);
    }
}

TEST(history)
{
    static const struct {
        const char *keys, *text;
        int bells;
    } cases[] = {
        {"^", "", 1},
        {"_", "", 1},
        {"a\nb\n^", "b", 0},
        {"a\nb\n^^", "a", 0},
        {"a\nb\n^^^", "a", 1},
        {"a\nb\n^^_", "b", 0},
        {"a\nb\nmine^^__", "mine", 0},
        {"a\nb\nmine^^___", "mine", 1},
        {"a\nb\nmine^!_", "mine", 0},
        {"a\nb\n^!", "b!", 0},
        {"a\nb\n^!\n^", "b!", 0},
        {"a\na\nb\n^^^", "a", 1},
        {"\n\na\n^", "a", 0},
        {"1\n2\n3\n4\n5\n6\n7\n^^^^^", "3", 0},
        {"1\n2\n3\n4\n5\n6\n7\n^^^^^^", "3", 1},
        {"a\\\nb\n^", "a\nb", 0},
        {"x\nfirst\\\n^", "first\nx", 0},
        {"x\nfirst\\\nmine^_", "first\nmine", 0},
        {"lost" CTRL_C "^", "", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin("> ");
        type(cases[i].keys);
        CHECK_TEXT(text(), cases[i].text);
        CHECK_EQUAL(bells, cases[i].bells);
    }
    begin("> ");
    type("a\\\nb\n^");
    CHECK_TEXT(seen(), "> a\\b|");
}

TEST(scrolling)
{
    char long_text[201];
    for (size_t i = 0; i < 200; i++)
        long_text[i] = (char)('a' + i % 26);
    long_text[200] = 0;

    begin("> ");
    for (size_t i = 0; i < 77; i++)
        press(BB_KEY_CHARACTER, (uint32_t)long_text[i]);
    CHECK_EQUAL(column, 79);
    CHECK_EQUAL(screen[2], 'a');
    press(BB_KEY_CHARACTER, 'z'); /* one more than fits: half a line to the left */
    CHECK_EQUAL(column, 2 + 38);
    CHECK_EQUAL(screen[column - 1], 'z');
    press(BB_KEY_HOME, 0);
    CHECK_EQUAL(column, 2);
    CHECK_EQUAL(screen[2], 'a');
    CHECK_EQUAL(screen[79], ' ');
    press(BB_KEY_DELETE, 0); /* now it fits */
    CHECK_EQUAL(screen[2], 'b');
    CHECK_EQUAL(screen[78], 'z');
    CHECK(!wrapped);
}

TEST(capacity)
{
    begin("> ");
    for (size_t i = 0; i < BB_REPL_INPUT_BYTES; i++)
        press(BB_KEY_CHARACTER, 'x');
    CHECK_EQUAL(editor.length, BB_REPL_INPUT_BYTES);
    CHECK_EQUAL(bells, 0);
    press(BB_KEY_CHARACTER, 'y');
    press(BB_KEY_CHARACTER, 0x20ac);
    CHECK_EQUAL(editor.length, BB_REPL_INPUT_BYTES);
    CHECK_EQUAL(bells, 2);
    press(BB_KEY_BACKSPACE, 0);
    press(BB_KEY_CHARACTER, 0x20ac); /* two bytes too many */
    CHECK_EQUAL(editor.length, BB_REPL_INPUT_BYTES - 1);
    CHECK_EQUAL(bells, 3);
    press(BB_KEY_ENTER, 0);
    CHECK(complete);
    CHECK_EQUAL(strlen(editor.text), BB_REPL_INPUT_BYTES - 1);

    /* A line of the history that does not fit behind the lines before it. */
    bb_repl_editor_begin(&editor);
    type("ab\\\n");
    press(BB_KEY_UP, 0);
    CHECK_TEXT(text(), "ab\n");
    CHECK_EQUAL(bells, 4);
    press(BB_KEY_DOWN, 0);
    CHECK_EQUAL(bells, 5);
}

TEST(the_end_of_the_input)
{
    begin("> ");
    press(BB_KEY_CHARACTER, 4);
    CHECK(ended && !complete);
    begin("> ");
    type("abc<");
    press(BB_KEY_CHARACTER, 4);
    CHECK(complete && !ended);
    CHECK_TEXT(editor.text, "abc");
    bb_repl_editor_begin(&editor);
    press(BB_KEY_CHARACTER, 4);
    CHECK(ended);

    /* In an input of several lines, where another one is promised. */
    begin("> ");
    type("ab\\\n");
    press(BB_KEY_CHARACTER, 4);
    CHECK(complete && !ended);
    CHECK_TEXT(editor.text, "ab\n");
    bb_repl_editor_begin(&editor);
    type("c\\");
    press(BB_KEY_CHARACTER, 4);
    CHECK(!complete && !ended);
    press(BB_KEY_CHARACTER, 4);
    CHECK(complete && !ended);
    CHECK_TEXT(editor.text, "c\n");
}

/* --- Random keys against an editor that is as plain as can be --- */

static struct {
    uint32_t text[BB_REPL_INPUT_BYTES];
    size_t length, start, cursor;
} model;

static void model_insert(uint32_t character)
{
    char bytes[4];
    size_t used = bb_utf8_encode(character, bytes);
    for (size_t i = 0; i < model.length; i++)
        used += bb_utf8_encode(model.text[i], bytes);
    if (used > BB_REPL_INPUT_BYTES)
        return;
    for (size_t i = model.length++; i > model.cursor; i--)
        model.text[i] = model.text[i - 1];
    model.text[model.cursor++] = character;
}

static void model_remove(size_t from, size_t to)
{
    for (size_t i = to; i < model.length; i++)
        model.text[from + i - to] = model.text[i];
    model.length -= to - from;
    model.cursor = from;
}

static void model_enter(void)
{
    bool more = model.length > model.start && model.text[model.length - 1] == '\\';
    if (more)
        model.text[model.length - 1] = '\n';
    else
        model.length = 0;
    model.start = model.cursor = model.length;
}

static void model_character(uint32_t character)
{
    size_t word = model.cursor;
    switch (character) {
    case 1:
        model.cursor = model.start;
        return;
    case 3:
        model.length = model.start = model.cursor = 0;
        return;
    case 5:
        model.cursor = model.length;
        return;
    case 11:
        model.length = model.cursor;
        return;
    case 21:
        model_remove(model.start, model.cursor);
        return;
    case 23:
        while (word > model.start && model.text[word - 1] == ' ')
            word--;
        while (word > model.start && model.text[word - 1] != ' ')
            word--;
        model_remove(word, model.cursor);
        return;
    case 4:
        if (model.length > 0)
            model_enter();
        return;
    default:
        if (character == '\t' || (character >= ' ' && character < 0x7f) || character >= 0xa0)
            model_insert(character);
    }
}

static void model_key(bb_key_code code, uint32_t character)
{
    if (code == BB_KEY_CHARACTER) {
        model_character(character);
    } else if (code == BB_KEY_ENTER) {
        model_enter();
    } else if (code == BB_KEY_BACKSPACE && model.cursor > model.start) {
        model_remove(model.cursor - 1, model.cursor);
    } else if (code == BB_KEY_DELETE && model.cursor < model.length) {
        model_remove(model.cursor, model.cursor + 1);
    } else if (code == BB_KEY_LEFT && model.cursor > model.start) {
        model.cursor--;
    } else if (code == BB_KEY_RIGHT && model.cursor < model.length) {
        model.cursor++;
    } else if (code == BB_KEY_HOME) {
        model.cursor = model.start;
    } else if (code == BB_KEY_END) {
        model.cursor = model.length;
    }
}

static bool model_agrees(void)
{
    size_t bytes = 0;
    char encoded[4];
    for (size_t i = 0; i < model.length; i++) {
        if (i == model.cursor && bytes != editor.cursor)
            return false;
        size_t count = bb_utf8_encode(model.text[i], encoded);
        if (bytes + count > editor.length || memcmp(editor.text + bytes, encoded, count) != 0)
            return false;
        bytes += count;
    }
    return bytes == editor.length && (model.cursor < model.length || editor.cursor == bytes);
}

/* The prompt, a part of the text in which the cursor stands, blanks; all of the text if it fits. */
static bool screen_agrees(const char *prompt)
{
    size_t at = strlen(prompt);
    size_t room = 79 - at, line = model.length - model.start;
    size_t behind_cursor = model.cursor - model.start;
    for (size_t i = 0; i < at; i++)
        if (screen[i] != (uint32_t)prompt[i])
            return false;
    if (column < at || column > 79 || column - at > behind_cursor)
        return false;
    size_t hidden = behind_cursor - (column - at);
    if (line <= room && hidden > 0)
        return false;
    for (size_t i = 0; i < COLUMNS - at; i++) {
        uint32_t expected = ' ';
        if (i < room && hidden + i < line)
            expected = model.text[model.start + hidden + i];
        expected = expected == '\t' ? ' ' : expected == '\n' ? '\\' : expected;
        if (screen[at + i] != expected)
            return false;
    }
    return true;
}

static uint32_t seed = 1;

static uint32_t random_below(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % limit;
}

static void random_key(bool history, bb_key_code *code, uint32_t *character)
{
    static const bb_key_code codes[] = {
        BB_KEY_BACKSPACE, BB_KEY_DELETE,    BB_KEY_LEFT,   BB_KEY_RIGHT, BB_KEY_HOME, BB_KEY_END,
        BB_KEY_PAGE_UP,   BB_KEY_PAGE_DOWN, BB_KEY_ESCAPE, BB_KEY_ENTER, BB_KEY_UP,   BB_KEY_DOWN};
    static const uint32_t characters[] = {' ', '\\', '\t', 0xe9, 0x20ac, 0x1f600, 0xffffffff};
    uint32_t kind = random_below(100);
    *code = BB_KEY_CHARACTER;
    *character = 'a' + random_below(26);
    if (kind < 20)
        *code = codes[random_below(history ? 12 : 10)];
    else if (kind < 25)
        *character = random_below(32) == 0 ? random_below(32) : 12;
    else if (kind < 50)
        *character = characters[random_below(7)];
}

TEST(random_keys)
{
    int broken = 0;
    begin("> ");
    memset(&model, 0, sizeof model);
    wrapped = false;
    for (int i = 0; i < 100000 && broken == 0; i++) {
        bb_key_code code;
        uint32_t character;
        random_key(false, &code, &character);
        if (code == BB_KEY_ENTER && random_below(8) != 0)
            continue; /* lines that are long enough to scroll */
        press(code, character);
        /* An invalid character is taken as U+FFFD. */
        model_key(code, character == 0xffffffff ? 0xfffd : character);
        if (complete || ended)
            bb_repl_editor_begin(&editor);
        broken += !model_agrees();
        broken += !screen_agrees(model.start == 0 ? "> " : ". ");
        broken += wrapped;
    }
    CHECK_EQUAL(broken, 0);
}

/* The line on the screen is that of the editor, whatever the history put there. */
TEST(random_history)
{
    int broken = 0;
    begin("prompt> ");
    wrapped = false;
    for (int i = 0; i < 50000 && broken == 0; i++) {
        bb_key_code code;
        uint32_t character;
        random_key(true, &code, &character);
        press(code, character);
        if (complete || ended)
            bb_repl_editor_begin(&editor);
        broken += editor.start > editor.cursor || editor.cursor > editor.length;
        broken += editor.length > BB_REPL_INPUT_BYTES || wrapped;
        memset(&model, 0, sizeof model);
        for (size_t at = 0; at < editor.length;) {
            if (at == editor.start)
                model.start = model.length;
            if (at == editor.cursor)
                model.cursor = model.length;
            at += bb_utf8_decode(editor.text + at, editor.length - at, &model.text[model.length]);
            model.length++;
        }
        if (editor.start == editor.length)
            model.start = model.length;
        if (editor.cursor == editor.length)
            model.cursor = model.length;
        broken += !screen_agrees(editor.start == 0 ? "prompt> " : ". ");
    }
    CHECK_EQUAL(broken, 0);
}

int main(void)
{
    return RUN(editing) | RUN(enter) | RUN(completion) | RUN(history) | RUN(scrolling) |
           RUN(capacity) | RUN(the_end_of_the_input) | RUN(random_keys) | RUN(random_history);
}
