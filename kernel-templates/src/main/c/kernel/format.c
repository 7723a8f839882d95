/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_format.h"

#include "bb_bytes.h"
#include "bb_decimal.h"
#include "bb_format_sink.h"
#include "bb_text.h"

typedef struct directive {
    bool minus; /* flag -: to the left */
    bool zero;  /* flag 0: pad with zeros */
    size_t width;
    bool precise; /* a precision was given */
    size_t precision;
    int longs; /* 2 for ll and z, 1 for l: all of 64 bits but for l on some targets */
    char kind;
} directive;

static void put_pad(bb_format_sink *sink, char with, size_t count)
{
    for (; count > 0; count--)
        sink->put(sink, &with, 1);
}

/* A number or text of `length` bytes whose first `sign` bytes stand in front of zeros. */
static void put_padded(bb_format_sink *sink, const directive *directive, const char *text,
                       size_t length, size_t sign)
{
    size_t pad = directive->width > length ? directive->width - length : 0;
    bool zeros = directive->zero && !directive->minus;
    if (pad > 0 && !zeros && !directive->minus)
        put_pad(sink, ' ', pad);
    if (sign > 0)
        sink->put(sink, text, sign);
    if (zeros)
        put_pad(sink, '0', pad);
    sink->put(sink, text + sign, length - sign);
    if (directive->minus)
        put_pad(sink, ' ', pad);
}

static void put_unsigned(bb_format_sink *sink, const directive *directive, uint64_t value,
                         bool negative)
{
    char text[24];
    size_t at = sizeof text;
    unsigned base = directive->kind == 'x' ? 16 : 10;
    do {
        text[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    if (negative)
        text[--at] = '-';
    put_padded(sink, directive, text + at, sizeof text - at, negative);
}

static void put_double(bb_format_sink *sink, const directive *directive, double value)
{
    char text[BB_DECIMAL_CAPACITY];
    size_t length = bb_decimal(value, directive->precise ? directive->precision : 6, text);
    struct directive shown = *directive;
    size_t sign = text[0] == '-';
    bool finite = text[sign] >= '0' && text[sign] <= '9';
    shown.zero = shown.zero && finite;
    put_padded(sink, &shown, text, length, sign);
}

static void put_text(bb_format_sink *sink, const directive *directive, const char *text)
{
    size_t length = 0;
    struct directive shown = *directive;
    shown.zero = false;
    if (text == NULL)
        text = "(null)";
    while ((!directive->precise || length < directive->precision) && text[length] != 0)
        length++;
    put_padded(sink, &shown, text, length, 0);
}

static const char *take_number(const char *format, size_t *number)
{
    enum { LIMIT = 100000 };
    for (*number = 0; *format >= '0' && *format <= '9'; format++)
        if (*number < LIMIT)
            *number = *number * 10 + (size_t)(*format - '0');
    return format;
}

/* Parses what follows a percent sign; takes a width or precision of * from the arguments. */
static const char *take_directive(const char *format, directive *out, bb_format_arguments *from)
{
    *out = (directive){0};
    for (;; format++) {
        if (*format == '-')
            out->minus = true;
        else if (*format == '0')
            out->zero = true;
        else
            break;
    }
    if (*format == '*') {
        int width = va_arg(from->list, int);
        out->minus |= width < 0;
        out->width = width < 0 ? 0 - (size_t)width : (size_t)width;
        format++;
    } else {
        format = take_number(format, &out->width);
    }
    if (*format == '.') {
        out->precise = true;
        if (format[1] == '*') {
            int precision = va_arg(from->list, int);
            out->precise = precision >= 0;
            out->precision = precision >= 0 ? (size_t)precision : 0;
            format += 2;
        } else {
            format = take_number(format + 1, &out->precision);
        }
    }
    for (; *format == 'l' || *format == 'z'; format++)
        out->longs += *format == 'z' ? 2 : 1;
    out->kind = *format;
    return *format == 0 ? format : format + 1;
}

static uint64_t take_unsigned(const directive *directive, bb_format_arguments *from)
{
    if (directive->longs >= 2)
        return va_arg(from->list, unsigned long long);
    return directive->longs == 1 ? va_arg(from->list, unsigned long) : va_arg(from->list, unsigned);
}

static int64_t take_signed(const directive *directive, bb_format_arguments *from)
{
    if (directive->longs >= 2)
        return va_arg(from->list, long long);
    return directive->longs == 1 ? va_arg(from->list, long) : va_arg(from->list, int);
}

static void put_directive(bb_format_sink *sink, const directive *directive,
                          bb_format_arguments *from)
{
    switch (directive->kind) {
    case 's':
        put_text(sink, directive, va_arg(from->list, const char *));
        break;
    case 'c': {
        char character = (char)va_arg(from->list, int);
        struct directive shown = *directive;
        shown.zero = false;
        put_padded(sink, &shown, &character, 1, 0);
        break;
    }
    case 'd': {
        int64_t value = take_signed(directive, from);
        put_unsigned(sink, directive, value < 0 ? -(uint64_t)value : (uint64_t)value, value < 0);
        break;
    }
    case 'u':
    case 'x':
        put_unsigned(sink, directive, take_unsigned(directive, from), false);
        break;
    case 'f':
        put_double(sink, directive, va_arg(from->list, double));
        break;
    case '%':
        sink->put(sink, "%", 1);
        break;
    default: /* the compiler's format check rules this out */
        sink->put(sink, "%?", 2);
    }
}

void bb_format_to(bb_format_sink *sink, const char *format, va_list arguments)
{
    bb_format_arguments from;
    va_copy(from.list, arguments);
    while (*format != 0) {
        size_t plain = 0;
        while (format[plain] != 0 && format[plain] != '%')
            plain++;
        if (plain > 0)
            sink->put(sink, format, plain);
        format += plain;
        if (*format == '%') {
            directive directive;
            format = take_directive(format + 1, &directive, &from);
            put_directive(sink, &directive, &from);
        }
    }
    va_end(from.list);
}

typedef struct buffer_sink {
    bb_format_sink sink;
    char *out;
    size_t capacity;
    size_t length;
    bool full;
} buffer_sink;

static void put_in_buffer(bb_format_sink *sink, const char *text, size_t length)
{
    buffer_sink *buffer = (buffer_sink *)sink;
    size_t room = buffer->capacity - 1 - buffer->length;
    if (length > room) {
        length = room;
        buffer->full = true;
    }
    memcpy(buffer->out + buffer->length, text, length);
    buffer->length += length;
}

size_t bb_format_list(char *out, size_t capacity, const char *format, va_list arguments)
{
    buffer_sink buffer = {.sink = {put_in_buffer}, .out = out, .capacity = capacity};
    bb_format_to(&buffer.sink, format, arguments);
    if (buffer.full)
        buffer.length -= bb_utf8_tail(out, buffer.length);
    out[buffer.length] = 0;
    return buffer.length;
}

size_t bb_format(char *out, size_t capacity, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t length = bb_format_list(out, capacity, format, arguments);
    va_end(arguments);
    return length;
}
