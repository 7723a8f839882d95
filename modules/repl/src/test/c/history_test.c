/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/history.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "bb_test.h"

static bb_repl_history history;

static void begin(size_t limit)
{
    memset(&history, 0xa5, sizeof history);
    history.limit = limit;
    history.count = history.used = 0;
}

static void add(const char *line)
{
    bb_repl_history_add(&history, line, strlen(line));
}

static const char *line(size_t back)
{
    size_t length;
    const char *text = bb_repl_history_line(&history, back, &length);
    CHECK_EQUAL(length, strlen(text));
    return text;
}

TEST(order)
{
    begin(3);
    add("one");
    CHECK_TEXT(line(1), "one");
    add("");
    add("one");
    CHECK_EQUAL(history.count, 1);
    add("two");
    add("one");
    CHECK_EQUAL(history.count, 3);
    CHECK_TEXT(line(1), "one");
    CHECK_TEXT(line(2), "two");
    CHECK_TEXT(line(3), "one");
    add("three");
    CHECK_EQUAL(history.count, 3);
    CHECK_TEXT(line(1), "three");
    CHECK_TEXT(line(3), "two");
}

TEST(no_history)
{
    begin(0);
    add("one");
    CHECK_EQUAL(history.count, 0);
}

TEST(room)
{
    static char text[BB_REPL_HISTORY_BYTES + 1];
    begin(1000);
    memset(text, 'x', sizeof text);
    add("first");
    bb_repl_history_add(&history, text, BB_REPL_HISTORY_BYTES); /* no room for its zero byte */
    CHECK_TEXT(line(1), "first");
    bb_repl_history_add(&history, text, BB_REPL_HISTORY_BYTES - 1);
    CHECK_EQUAL(history.count, 1);
    CHECK_EQUAL(history.used, BB_REPL_HISTORY_BYTES);
    add("a");
    CHECK_EQUAL(history.count, 1);
    CHECK_TEXT(line(1), "a");
}

/* Against a list of all lines: what is kept are its last ones, as many as fit. */
TEST(random)
{
    enum { LINES = 3000, LONGEST = 700 };
    static char lines[LINES][LONGEST + 1];
    begin(40);
    srand(7);
    for (size_t i = 0; i < LINES; i++) {
        size_t length = 1 + (size_t)rand() % LONGEST;
        memset(lines[i], 'a' + (int)(i % 26), length);
        lines[i][length] = 0;
        add(lines[i]);
        size_t bytes = 0, kept = 0;
        for (; kept <= i && kept < 40; kept++) {
            bytes += strlen(lines[i - kept]) + 1;
            if (bytes > BB_REPL_HISTORY_BYTES)
                break;
        }
        CHECK_EQUAL(history.count, kept);
        for (size_t back = 1; back <= history.count; back += 1 + (size_t)rand() % 9)
            CHECK_TEXT(line(back), lines[i + 1 - back]);
    }
}

int main(void)
{
    return RUN(order) | RUN(no_history) | RUN(room) | RUN(random);
}
