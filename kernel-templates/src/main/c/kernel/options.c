/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_option.h"

#include <float.h>

#include "bb_bytes.h"
#include "bb_format.h"
#include "bb_hooks.h"
#include "bb_text.h"

BB_ERROR(unknown, "E-OPTION-UNKNOWN", "Use one of the names that /get lists.");
BB_ERROR(bad_value, "E-OPTION-VALUE",
         "Give a value of the option's type, within its range; the option reference describes "
         "them.");

const bb_option *bb_option_find(const char *name, size_t length)
{
    for (size_t i = 0; i < bb_option_count; i++) {
        const bb_option *option = &bb_option_table[i];
        if (bb_text_equal(option->name, bb_text_length(option->name), name, length))
            return option;
    }
    return NULL;
}

/* The name of the option that was perhaps meant, or NULL. */
static const char *suggestion(const char *name, size_t length)
{
    const char *best = NULL;
    size_t best_distance = length / 3 + 2;
    for (size_t i = 0; i < bb_option_count; i++) {
        const char *candidate = bb_option_table[i].name;
        size_t candidate_length = bb_text_length(candidate);
        size_t candidate_distance = bb_text_distance(name, length, candidate, candidate_length);
        /* "top-p" is meant to be "sampler.top-p". */
        size_t prefix = candidate_length > length ? candidate_length - length : 0;
        if (prefix > 0 && candidate[prefix - 1] == '.' &&
            bb_text_equal(candidate + prefix, length, name, length))
            candidate_distance = 0;
        if (candidate_distance < best_distance) {
            best = candidate;
            best_distance = candidate_distance;
        }
    }
    return best;
}

/* Names in messages are cut: they come from files and keyboards. */
static int shown(size_t length)
{
    enum { LIMIT = 63 };
    return length < LIMIT ? (int)length : LIMIT;
}

bb_status bb_option_fail_unknown(const char *name, size_t length)
{
    const char *meant = suggestion(name, length);
    if (meant == NULL)
        return bb_fail(&unknown, "there is no option \"%.*s\"", shown(length), name);
    return bb_fail(&unknown, "there is no option \"%.*s\"; did you mean %s?", shown(length), name,
                   meant);
}

/* A double as a person would write it: at most six decimals, no zeros at their end. */
static size_t show_number(double value, char *out, size_t capacity)
{
    size_t length = bb_format(out, capacity, "%.6f", value);
    bool point = false;
    for (size_t i = 0; i < length; i++)
        point |= out[i] == '.';
    while (point && out[length - 1] == '0')
        length--;
    if (point && out[length - 1] == '.')
        length--;
    out[length] = 0;
    return length;
}

/* A bound of a number. The greatest integer is none as a double: it would show as one more. */
static size_t show_bound(const bb_option *option, double bound, char *out, size_t capacity)
{
    if (option->type == BB_OPTION_INTEGER && bound >= (double)INT64_MAX)
        return bb_format(out, capacity, "%zd", INT64_MAX);
    return show_number(bound, out, capacity);
}

static bb_status fail_number(const bb_option *option, const char *value, size_t length,
                             const char *kind)
{
    char low[48], high[48];
    show_bound(option, option->min, low, sizeof low);
    show_bound(option, option->max, high, sizeof high);
    return bb_fail(&bad_value, "%s: \"%.*s\" is not %s from %s to %s%s%s", option->name,
                   shown(length), value, kind, low, high, option->unit[0] != 0 ? " " : "",
                   option->unit);
}

static bb_status set_boolean(const bb_option *option, const char *value, size_t length)
{
    bool yes = bb_text_equal(value, length, "true", 4);
    if (!yes && !bb_text_equal(value, length, "false", 5))
        return bb_fail(&bad_value, "%s: \"%.*s\" is neither true nor false", option->name,
                       shown(length), value);
    *(bool *)option->value = yes;
    return BB_OK;
}

static bb_status set_integer(const bb_option *option, const char *value, size_t length)
{
    int64_t number;
    if (!bb_parse_integer(value, length, &number) || (double)number < option->min ||
        (double)number > option->max)
        return fail_number(option, value, length, "a whole number");
    *(int64_t *)option->value = number;
    return BB_OK;
}

static bb_status set_number(const bb_option *option, const char *value, size_t length)
{
    double number;
    if (!bb_parse_number(value, length, &number) || number < option->min || number > option->max)
        return fail_number(option, value, length, "a number");
    *(float *)option->value = (float)number;
    return BB_OK;
}

static bb_status set_text(const bb_option *option, const char *value, size_t length)
{
    if (length >= option->capacity)
        return bb_fail(&bad_value, "%s: the text has %zu bytes, more than %zu", option->name,
                       length, option->capacity - 1);
    for (size_t i = 0; i < length; i++)
        if (value[i] == 0)
            return bb_fail(&bad_value, "%s: the text has a zero byte at offset %zu", option->name,
                           i);
    memcpy(option->value, value, length);
    ((char *)option->value)[length] = 0;
    return BB_OK;
}

static bb_status set_choice(const bb_option *option, const char *value, size_t length)
{
    char list[160];
    for (size_t i = 0; i < option->choice_count; i++) {
        const char *choice = option->choices[i];
        if (bb_text_equal(choice, bb_text_length(choice), value, length)) {
            *(int32_t *)option->value = (int32_t)i;
            return BB_OK;
        }
    }
    bb_option_show_range(option, list, sizeof list);
    return bb_fail(&bad_value, "%s: \"%.*s\" is none of %s", option->name, shown(length), value,
                   list);
}

static bb_status set(const bb_option *option, const char *value, size_t length)
{
    switch (option->type) {
    case BB_OPTION_BOOLEAN:
        return set_boolean(option, value, length);
    case BB_OPTION_INTEGER:
        return set_integer(option, value, length);
    case BB_OPTION_NUMBER:
        return set_number(option, value, length);
    case BB_OPTION_TEXT:
        return set_text(option, value, length);
    case BB_OPTION_CHOICE:
        break;
    }
    return set_choice(option, value, length);
}

bb_status bb_option_set(bb_kernel *kernel, const char *name, size_t name_length, const char *value,
                        size_t value_length)
{
    const bb_option *option = bb_option_find(name, name_length);
    if (option == NULL)
        return bb_option_fail_unknown(name, name_length);
    bb_status status = set(option, value, value_length);
    if (status == BB_OK)
        bb_hooks_option_changed(kernel, option);
    return status;
}

size_t bb_option_show(const bb_option *option, char *out, size_t capacity)
{
    switch (option->type) {
    case BB_OPTION_BOOLEAN:
        return bb_format(out, capacity, "%s", *(const bool *)option->value ? "true" : "false");
    case BB_OPTION_INTEGER:
        return bb_format(out, capacity, "%zd", *(const int64_t *)option->value);
    case BB_OPTION_NUMBER:
        return show_number((double)*(const float *)option->value, out, capacity);
    case BB_OPTION_TEXT:
        return bb_format(out, capacity, "%s", (const char *)option->value);
    case BB_OPTION_CHOICE:
        break;
    }
    return bb_format(out, capacity, "%s", option->choices[*(const int32_t *)option->value]);
}

static size_t show_bounds(const bb_option *option, char *out, size_t capacity)
{
    /* The bounds of an option that was declared without any are its type's. */
    bool integer = option->type == BB_OPTION_INTEGER;
    bool low = option->min > (integer ? (double)INT64_MIN : -(double)FLT_MAX);
    bool high = option->max < (integer ? (double)INT64_MAX : (double)FLT_MAX);
    size_t length = 0;
    if (!low && !high)
        return bb_format(out, capacity, "any number");
    if (!low || !high)
        length = bb_format(out, capacity, low ? "at least " : "at most ");
    if (low)
        length += show_number(option->min, out + length, capacity - length);
    if (low && high)
        length += bb_format(out + length, capacity - length, " to ");
    if (high)
        length += show_number(option->max, out + length, capacity - length);
    return length;
}

size_t bb_option_show_range(const bb_option *option, char *out, size_t capacity)
{
    switch (option->type) {
    case BB_OPTION_BOOLEAN:
        return bb_format(out, capacity, "true, false");
    case BB_OPTION_INTEGER:
    case BB_OPTION_NUMBER:
        return show_bounds(option, out, capacity);
    case BB_OPTION_TEXT:
        return bb_format(out, capacity, "at most %zu bytes", option->capacity - 1);
    case BB_OPTION_CHOICE:
        break;
    }
    size_t length = 0;
    for (size_t i = 0; i < option->choice_count; i++)
        length += bb_format(out + length, capacity - length, "%s%s", i == 0 ? "" : ", ",
                            option->choices[i]);
    return length;
}
