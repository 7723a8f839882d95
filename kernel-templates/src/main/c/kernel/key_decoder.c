/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_key_decoder.h"

#include "bb_text.h"

#define PATIENCE_NS UINT64_C(50000000)
#define ESC '\x1b'

bool bb_key_decoder_room(const bb_key_decoder *decoder)
{
    return decoder->length < sizeof decoder->bytes;
}

void bb_key_decoder_push(bb_key_decoder *decoder, char byte, uint64_t now_ns)
{
    if (!bb_key_decoder_room(decoder))
        return;
    decoder->bytes[decoder->length++] = byte;
    decoder->newest_ns = now_ns;
}

static void consume(bb_key_decoder *decoder, size_t count)
{
    decoder->length -= count;
    for (size_t i = 0; i < decoder->length; i++)
        decoder->bytes[i] = decoder->bytes[i + count];
}

static bool key_of_letter(char letter, bb_key_code *code)
{
    switch (letter) {
    case 'A':
        *code = BB_KEY_UP;
        return true;
    case 'B':
        *code = BB_KEY_DOWN;
        return true;
    case 'C':
        *code = BB_KEY_RIGHT;
        return true;
    case 'D':
        *code = BB_KEY_LEFT;
        return true;
    case 'H':
        *code = BB_KEY_HOME;
        return true;
    case 'F':
        *code = BB_KEY_END;
        return true;
    default:
        return false;
    }
}

/* Keys of the form ESC [ number ~ */
static bool key_of_number(unsigned number, bb_key_code *code)
{
    switch (number) {
    case 1:
    case 7:
        *code = BB_KEY_HOME;
        return true;
    case 3:
        *code = BB_KEY_DELETE;
        return true;
    case 4:
    case 8:
        *code = BB_KEY_END;
        return true;
    case 5:
        *code = BB_KEY_PAGE_UP;
        return true;
    case 6:
        *code = BB_KEY_PAGE_DOWN;
        return true;
    default:
        return false;
    }
}

/* The length of the sequence that starts with ESC [ or ESC O, or 0 if its end has not come. */
static size_t sequence_length(const bb_key_decoder *decoder)
{
    for (size_t i = 2; i < decoder->length; i++) {
        char byte = decoder->bytes[i];
        if (byte < 0x20 || byte > 0x3f)
            return i + 1; /* a final byte, or something that breaks the sequence off */
    }
    return bb_key_decoder_room(decoder) ? 0 : decoder->length;
}

static bool key_of_sequence(const bb_key_decoder *decoder, size_t length, bb_key_code *code)
{
    unsigned number = 0;
    char final = decoder->bytes[length - 1];
    for (size_t i = 2; i < length - 1 && number < 100; i++) {
        char byte = decoder->bytes[i];
        if (byte < '0' || byte > '9')
            break; /* modifiers follow: Shift and Ctrl make no difference */
        number = number * 10 + (unsigned)(byte - '0');
    }
    return final == '~' ? key_of_number(number, code) : key_of_letter(final, code);
}

/* One thing from the front of the bytes. */
typedef enum { WAIT, SKIP, KEY } outcome;

static outcome take_escape(bb_key_decoder *decoder, bool patient, bb_key *key)
{
    bool sequence = decoder->length > 1 && (decoder->bytes[1] == '[' || decoder->bytes[1] == 'O');
    if (patient && decoder->length == 1)
        return WAIT;
    if (!sequence) {
        consume(decoder, 1);
        key->code = BB_KEY_ESCAPE;
        return KEY;
    }
    size_t length = sequence_length(decoder);
    if (length == 0 && patient)
        return WAIT;
    if (length == 0) { /* it never ended */
        consume(decoder, decoder->length);
        return SKIP;
    }
    bool known = key_of_sequence(decoder, length, &key->code);
    consume(decoder, length);
    return known ? KEY : SKIP;
}

static outcome take_character(bb_key_decoder *decoder, bool patient, bb_key *key)
{
    if (patient && bb_utf8_tail(decoder->bytes, decoder->length) == decoder->length)
        return WAIT;
    consume(decoder, bb_utf8_decode(decoder->bytes, decoder->length, &key->character));
    key->code = BB_KEY_CHARACTER;
    return KEY;
}

static outcome take_control(bb_key_decoder *decoder, bb_key *key)
{
    char byte = decoder->bytes[0];
    bool follows_return = decoder->carriage_return;
    consume(decoder, 1);
    decoder->carriage_return = byte == '\r';
    if (byte == '\n' && follows_return)
        return SKIP;
    switch (byte) {
    case '\r':
    case '\n':
        key->code = BB_KEY_ENTER;
        return KEY;
    case '\b':
    case 0x7f:
        key->code = BB_KEY_BACKSPACE;
        return KEY;
    default:
        key->code = BB_KEY_CHARACTER;
        key->character = (uint32_t)byte;
        return KEY;
    }
}

bool bb_key_decoder_take(bb_key_decoder *decoder, uint64_t now_ns, bb_key *key)
{
    bool patient = now_ns < decoder->newest_ns + PATIENCE_NS;
    outcome result = SKIP;
    while (result == SKIP && decoder->length > 0) {
        unsigned char byte = (unsigned char)decoder->bytes[0];
        *key = (bb_key){0};
        if (byte == ESC)
            result = take_escape(decoder, patient, key);
        else if (byte < 0x20 || byte == 0x7f)
            result = take_control(decoder, key);
        else
            result = take_character(decoder, patient, key);
        if (result == KEY && key->code != BB_KEY_ENTER)
            decoder->carriage_return = false;
    }
    return result == KEY;
}
