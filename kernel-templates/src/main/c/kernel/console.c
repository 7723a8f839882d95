/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_console.h"

#include "bb_bytes.h"
#include "bb_format_sink.h"
#include "bb_hooks.h"

#define STX "\x02"
#define ETX "\x03"
#define ACK "\x06"
#define NAK "\x15"

static bool started;

enum { WAITING = 512 };

/* Keys that came while the kernel was busy. What is more than that stays in the device. */
static bb_key waiting[WAITING];
static size_t waiting_count;

void bb_console_start(void)
{
    if (started)
        return;
    started = true;
    bb_hooks_console_start();
}

void bb_write(const char *text, size_t length)
{
    if (started && length > 0)
        bb_hooks_console_write(text, length);
}

/* Pieces of formatted text, collected so that the devices get few and long ones. */
typedef struct console_sink {
    bb_format_sink sink;
    size_t length;
    char text[256];
} console_sink;

static void put(bb_format_sink *sink, const char *text, size_t length)
{
    console_sink *console = (console_sink *)sink;
    if (length > sizeof console->text - console->length) {
        bb_write(console->text, console->length);
        console->length = 0;
    }
    if (length > sizeof console->text) {
        bb_write(text, length);
        return;
    }
    memcpy(console->text + console->length, text, length);
    console->length += length;
}

void bb_print(const char *format, ...)
{
    console_sink console;
    va_list arguments;
    console.sink.put = put;
    console.length = 0;
    va_start(arguments, format);
    bb_format_to(&console.sink, format, arguments);
    va_end(arguments);
    bb_write(console.text, console.length);
}

void bb_console_style(bb_style style)
{
    if (started)
        bb_hooks_console_style(style);
}

void bb_console_frame_begin(void)
{
    bb_write(STX, 1);
}

void bb_console_frame_end(void)
{
    bb_write(ETX, 1);
}

void bb_console_verdict(bool ok)
{
    bb_write(ok ? ACK : NAK, 1);
}

bool bb_console_key(bb_key *key)
{
    if (waiting_count == 0)
        return started && bb_hooks_console_read(key);
    *key = waiting[0];
    waiting_count--;
    memmove(waiting, waiting + 1, waiting_count * sizeof waiting[0]);
    return true;
}

bool bb_console_interrupted(void)
{
    bb_key key;
    while (started && waiting_count < WAITING && bb_hooks_console_read(&key)) {
        if (key.code == BB_KEY_CHARACTER && key.character == BB_CONTROL('C'))
            return true;
        waiting[waiting_count++] = key;
    }
    return false;
}
