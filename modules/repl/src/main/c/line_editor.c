/* SPDX-License-Identifier: Apache-2.0 */
#include "line_editor.h"

#include "bb_bytes.h"
#include "bb_console.h"
#include "bb_text.h"
#include "completion.h"

#define CONTINUATION ". "

static void ring(void)
{
    bb_write("\a", 1);
}

/* --- Characters of the line --- */

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The character before a place that is behind the line's start. */
static size_t before(const bb_repl_editor *editor, size_t at)
{
    do
        at--;
    while (is_continuation(editor->text[at]));
    return at;
}

/* The character behind a place that is before the line's end. */
static size_t behind(const bb_repl_editor *editor, size_t at)
{
    do
        at++;
    while (at < editor->length && is_continuation(editor->text[at]));
    return at;
}

/* --- What is shown --- */

static const char *current_prompt(const bb_repl_editor *editor)
{
    return editor->start == 0 ? editor->prompt : CONTINUATION;
}

/* Columns behind the prompt. */
static size_t width(const bb_repl_editor *editor)
{
    const char *prompt = current_prompt(editor);
    return BB_REPL_COLUMNS - bb_utf8_count(prompt, bb_text_length(prompt));
}

/* Chooses what is shown first, so that the cursor is seen with something in front of it. */
static void scroll(bb_repl_editor *editor)
{
    const char *text = editor->text;
    size_t columns = width(editor), start = editor->start, cursor = editor->cursor;
    if (bb_utf8_count(text + start, editor->length - start) <= columns) {
        editor->first = start;
        return;
    }
    bool left = cursor <= editor->first;
    if (!left && bb_utf8_count(text + editor->first, cursor - editor->first) <= columns)
        return;
    editor->first = cursor;
    for (size_t i = 0; i < columns / 2 && editor->first > start; i++)
        editor->first = before(editor, editor->first);
}

/* Input of several lines that comes from the history is edited in one, with a backslash where it
 * was typed. */
static char shown(char byte)
{
    return byte == '\n' ? '\\' : byte == '\t' ? ' ' : byte;
}

static void show(bb_repl_editor *editor)
{
    char line[BB_REPL_COLUMNS * 4];
    size_t length = 0, at;
    scroll(editor);
    at = editor->first;
    for (size_t i = width(editor); i > 0 && at < editor->length; i--)
        for (size_t end = behind(editor, at); at < end; at++)
            line[length++] = shown(editor->text[at]);
    bb_repl_view_show(&editor->view, line, length,
                      bb_utf8_count(editor->text + editor->first, editor->cursor - editor->first));
}

/* --- Changes --- */

static void insert(bb_repl_editor *editor, uint32_t character)
{
    char bytes[4];
    size_t count = bb_utf8_encode(character, bytes);
    if (count > BB_REPL_INPUT_BYTES - editor->length) {
        ring();
        return;
    }
    char *at = editor->text + editor->cursor;
    memmove(at + count, at, editor->length - editor->cursor);
    memcpy(at, bytes, count);
    editor->length += count;
    editor->cursor += count;
}

/* Removes text[from..to) and leaves the cursor there. */
static void erase(bb_repl_editor *editor, size_t from, size_t to)
{
    memmove(editor->text + from, editor->text + to, editor->length - to);
    editor->length -= to - from;
    editor->cursor = from;
}

static size_t word_before(const bb_repl_editor *editor)
{
    size_t at = editor->cursor;
    while (at > editor->start && editor->text[at - 1] == ' ')
        at--;
    while (at > editor->start && editor->text[at - 1] != ' ')
        at--;
    return at;
}

/* --- History --- */

static bool replace(bb_repl_editor *editor, const char *line, size_t length)
{
    if (length > BB_REPL_INPUT_BYTES - editor->start)
        return false;
    memcpy(editor->text + editor->start, line, length);
    editor->length = editor->start + length;
    editor->cursor = editor->length;
    editor->first = editor->start; /* no place of the old line means anything in the new one */
    return true;
}

static void recall_earlier(bb_repl_editor *editor)
{
    size_t length;
    if (editor->back == editor->history.count) {
        ring();
        return;
    }
    if (editor->back == 0) {
        editor->draft_length = editor->length - editor->start;
        memcpy(editor->draft, editor->text + editor->start, editor->draft_length);
    }
    const char *line = bb_repl_history_line(&editor->history, editor->back + 1, &length);
    if (replace(editor, line, length))
        editor->back++;
    else
        ring();
}

static void recall_later(bb_repl_editor *editor)
{
    size_t length = editor->draft_length;
    const char *line = editor->draft;
    if (editor->back == 0) {
        ring();
        return;
    }
    if (editor->back > 1)
        line = bb_repl_history_line(&editor->history, editor->back - 1, &length);
    if (replace(editor, line, length))
        editor->back--;
    else
        ring();
}

/* --- Keys --- */

static void begin_line(bb_repl_editor *editor, size_t start)
{
    editor->start = editor->length = editor->cursor = editor->first = start;
    editor->back = 0;
    bb_repl_view_begin(&editor->view, current_prompt(editor));
}

void bb_repl_editor_begin(bb_repl_editor *editor)
{
    begin_line(editor, 0);
}

static bb_repl_input enter(bb_repl_editor *editor)
{
    bb_write("\n", 1);
    bb_console_style(BB_STYLE_PLAIN);
    if (editor->length > editor->start && editor->text[editor->length - 1] == '\\') {
        editor->text[editor->length - 1] = '\n';
        begin_line(editor, editor->length);
        return BB_REPL_TYPING;
    }
    editor->text[editor->length] = 0;
    bb_repl_history_add(&editor->history, editor->text, editor->length);
    return BB_REPL_ENTERED;
}

/* The end of the input. What was typed counts, whether or not a newline follows. */
static bb_repl_input end(bb_repl_editor *editor)
{
    if (editor->length > 0)
        return enter(editor);
    bb_write("\n", 1);
    bb_console_style(BB_STYLE_PLAIN);
    return BB_REPL_ENDED;
}

/* In a command, Tab adds what is sure, and shows the choice where nothing is. In other text it is
 * what it is: text that is pasted has tabs. */
static void complete(bb_repl_editor *editor)
{
    const char *line = editor->text + editor->start;
    size_t length = editor->cursor - editor->start;
    if (editor->start > 0 || length == 0 || line[0] != '/') {
        insert(editor, '\t');
        return;
    }
    bb_repl_completion found = bb_repl_complete(line, length);
    for (size_t i = 0; i < found.length; i++)
        insert(editor, (unsigned char)found.text[i]);
    if (found.candidates == 1 && editor->cursor == editor->length)
        insert(editor, ' ');
    if (found.candidates == 0) {
        ring();
    } else if (found.candidates > 1 && found.length == 0) {
        bb_write("\n", 1);
        bb_repl_complete_list(line, length);
        bb_repl_view_begin(&editor->view, current_prompt(editor));
    }
}

static void take_control(bb_repl_editor *editor, uint32_t character)
{
    switch (character) {
    case BB_CONTROL('A'):
        editor->cursor = editor->start;
        break;
    case BB_CONTROL('E'):
        editor->cursor = editor->length;
        break;
    case BB_CONTROL('K'):
        editor->length = editor->cursor;
        break;
    case BB_CONTROL('U'):
        erase(editor, editor->start, editor->cursor);
        break;
    case BB_CONTROL('W'):
        erase(editor, word_before(editor), editor->cursor);
        break;
    case BB_CONTROL('C'):
        bb_write("^C\n", 3);
        begin_line(editor, 0);
        break;
    case BB_CONTROL('L'):
        bb_repl_view_restart(&editor->view, current_prompt(editor));
        break;
    case '\t':
        complete(editor);
        break;
    default:
        break; /* a key without a meaning here */
    }
}

static void take_character(bb_repl_editor *editor, uint32_t character)
{
    bool upper_control = character >= 0x7f && character < 0xa0;
    if (character < ' ')
        take_control(editor, character);
    else if (!upper_control)
        insert(editor, character);
}

bb_repl_input bb_repl_editor_key(bb_repl_editor *editor, const bb_key *key)
{
    switch (key->code) {
    case BB_KEY_ENTER:
        return enter(editor);
    case BB_KEY_CHARACTER:
        if (key->character == BB_CONTROL('D'))
            return end(editor);
        take_character(editor, key->character);
        break;
    case BB_KEY_BACKSPACE:
        if (editor->cursor > editor->start)
            erase(editor, before(editor, editor->cursor), editor->cursor);
        break;
    case BB_KEY_DELETE:
        if (editor->cursor < editor->length)
            erase(editor, editor->cursor, behind(editor, editor->cursor));
        break;
    case BB_KEY_LEFT:
        if (editor->cursor > editor->start)
            editor->cursor = before(editor, editor->cursor);
        break;
    case BB_KEY_RIGHT:
        if (editor->cursor < editor->length)
            editor->cursor = behind(editor, editor->cursor);
        break;
    case BB_KEY_HOME:
        editor->cursor = editor->start;
        break;
    case BB_KEY_END:
        editor->cursor = editor->length;
        break;
    case BB_KEY_UP:
        recall_earlier(editor);
        break;
    case BB_KEY_DOWN:
        recall_later(editor);
        break;
    case BB_KEY_PAGE_UP:
    case BB_KEY_PAGE_DOWN:
    case BB_KEY_ESCAPE:
        break;
    }
    show(editor);
    return BB_REPL_TYPING;
}
