/* SPDX-License-Identifier: Apache-2.0 */
#include "model_question.h"

#include "bb_console.h"
#include "bb_format.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "model_rows.h"

#define SECOND_NS UINT64_C(1000000000)

/* How long the processor rests when there is no key. */
enum { REST_MICROSECONDS = 20000 };

typedef struct question {
    const model_list *list;
    size_t standard; /* what is selected at first: it can be used */
    size_t selected;
    size_t typed;       /* the number that digits make, 0 for none */
    uint64_t end_ns;    /* of the countdown, 0 if there is none */
    uint64_t shown_for; /* seconds left that the line shows */
} question;

size_t bb_model_question_default(const model_list *list)
{
    size_t first = list->count;
    for (size_t i = list->count; i > 0; i--) {
        const model_entry *entry = &list->entries[i - 1];
        if (entry->status) {
            continue;
        }
        if (entry->is_standard) {
            return i - 1;
        }
        first = i - 1;
    }
    return first;
}

/* Begun seconds. */
static uint64_t seconds_left(const question *question)
{
    uint64_t now = bb_clock_ns();
    return now < question->end_ns ? (question->end_ns - now + SECOND_NS - 1) / SECOND_NS : 0;
}

/* The line below the list, drawn over the one before. */
static void show(question *question)
{
    enum { COLUMNS = 78 };
    char name[MODEL_SHOWN_BYTES], text[MODEL_SHOWN_BYTES + 64];
    bb_model_rows_name(question->list->entries[question->selected].file, name);
    size_t length;
    if (question->end_ns > 0) {
        length = bb_format(text, sizeof text, "%zu, %s, in %zu s; any key stops the clock",
                           question->selected + 1, name, (size_t)question->shown_for);
    } else {
        length = bb_format(text, sizeof text, "%zu, %s: Enter; arrow keys or a number choose",
                           question->selected + 1, name);
    }
    size_t used = bb_utf8_count(text, length);
    size_t blanks = used < COLUMNS ? COLUMNS - used : 0;
    bb_print("\r%s%*s", text, (int)blanks, "");
}

static void type_digit(question *question, size_t digit)
{
    size_t number = question->typed * 10 + digit;
    number = number > question->list->count ? digit : number;
    question->typed = number;
    if (number >= 1 && number <= question->list->count) {
        question->selected = number - 1;
    }
}

static void move(question *question, const bb_key *key)
{
    size_t last = question->list->count - 1, at = question->selected;
    if (key->code == BB_KEY_UP) {
        at = at > 0 ? at - 1 : last;
    } else if (key->code == BB_KEY_DOWN) {
        at = at < last ? at + 1 : 0;
    } else if (key->code == BB_KEY_HOME) {
        at = 0;
    } else if (key->code == BB_KEY_END) {
        at = last;
    }
    question->selected = at;
    question->typed = 0;
}

/* Whether the selected one can be used; says why not. */
static bool accept(const question *question)
{
    const model_entry *entry = &question->list->entries[question->selected];
    bb_print("\n");
    if (entry->status) {
        bb_report(bb_fail(entry->status, "%s", entry->details));
    }
    return !entry->status;
}

/* Nobody will type any more: what is selected, if it can be used. */
static void settle(question *question)
{
    bb_print("\n");
    if (question->list->entries[question->selected].status) {
        question->selected = question->standard;
    }
}

/* True if that was the choice. */
static bool take_key(question *question, const bb_key *key)
{
    question->end_ns = 0;
    if (key->code == BB_KEY_CHARACTER && key->character == BB_CONTROL('D')) {
        settle(question);
        return true;
    }
    bool is_digit = key->code == BB_KEY_CHARACTER && key->character >= '0' && key->character <= '9';
    if (key->code == BB_KEY_ENTER) {
        if (accept(question)) {
            return true;
        }
    } else if (is_digit) {
        type_digit(question, key->character - '0');
    } else {
        move(question, key);
    }
    show(question);
    return false;
}

/* True if the time is over. */
static bool tick(question *question)
{
    if (question->end_ns == 0) {
        return false;
    }
    uint64_t left = seconds_left(question);
    if (left != question->shown_for) {
        question->shown_for = left;
        show(question);
    }
    return left == 0;
}

size_t bb_model_question_ask(const model_list *list, size_t selected, uint64_t seconds)
{
    bb_key key;
    question question = {
        .list = list, .standard = selected, .selected = selected, .shown_for = seconds};
    question.end_ns = seconds > 0 ? bb_clock_ns() + seconds * SECOND_NS : 0;
    bb_print("\nWhich model?\n");
    bb_model_rows_print(list, selected);
    show(&question);
    for (;;) {
        if (bb_console_key(&key)) {
            if (take_key(&question, &key)) {
                return question.selected;
            }
        } else if (tick(&question)) {
            bb_print("\n");
            return question.selected;
        } else {
            bb_platform_wait(REST_MICROSECONDS);
        }
    }
}
