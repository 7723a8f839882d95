/* SPDX-License-Identifier: Apache-2.0 */
#include "pre_tokenizer.h"

#include "bb_text.h"
#include "characters.h"

/* [^\s\p{L}\p{N}] */
#define REST (BB_CLASS_PUNCTUATION | BB_CLASS_OTHER)

/* A character of a text; at the text's end one of no bytes and no class. */
typedef struct character {
    uint32_t code;
    unsigned class;
    size_t length;
} character;

static character character_at(const char *text, size_t length, size_t at)
{
    character found = {0};
    if (at < length) {
        found.length = bb_utf8_decode(text + at, length - at, &found.code);
        found.class = (unsigned)bb_tokenizer_bpe_class_of(found.code);
    }
    return found;
}

/* The end of a run of characters of the given classes that starts at `at`. */
static size_t skip(const char *text, size_t length, size_t at, unsigned classes)
{
    for (character next; (next = character_at(text, length, at)).class & classes;) {
        at += next.length;
    }
    return at;
}

static bool is_line_end(uint32_t code)
{
    return code == '\r' || code == '\n';
}

/* 's|'t|'re|'ve|'m|'ll|'d, in upper case too if asked for; 0 for no match. */
static size_t match_contraction(const char *text, size_t length, bool any_case)
{
    char letters[2] = {0};
    if (text[0] != '\'') {
        return 0;
    }
    for (size_t i = 0; i < 2 && i + 1 < length; i++) {
        char letter = text[i + 1];
        letters[i] = any_case && letter >= 'A' && letter <= 'Z' ? (char)(letter + 32) : letter;
    }
    switch (letters[0]) {
    case 's':
    case 't':
    case 'm':
    case 'd':
        return 2;
    case 'r':
    case 'v':
        return letters[1] == 'e' ? 3 : 0;
    case 'l':
        return letters[1] == 'l' ? 3 : 0;
    default:
        return 0;
    }
}

/* \s+(?!\S)|\s+ on a text that starts with a blank: a blank before a word is left to that word. */
static size_t cut_blanks(const char *text, size_t length)
{
    size_t last = 0;
    size_t at = 0;
    for (character next; (next = character_at(text, length, at)).class == BB_CLASS_SPACE;) {
        last = at;
        at += next.length;
    }
    return at == length || last == 0 ? at : last;
}

/* 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+ */
static size_t cut_gpt2(const char *text, size_t length)
{
    size_t contraction = match_contraction(text, length, false);
    if (contraction > 0) {
        return contraction;
    }
    size_t start = text[0] == ' ' ? 1 : 0;
    switch (character_at(text, length, start).class) {
    case BB_CLASS_LETTER:
        return skip(text, length, start, BB_CLASS_LETTER);
    case BB_CLASS_NUMBER:
        return skip(text, length, start, BB_CLASS_NUMBER);
    case BB_CLASS_PUNCTUATION:
    case BB_CLASS_OTHER:
        return skip(text, length, start, REST);
    default:
        return cut_blanks(text, length);
    }
}

/* [^\r\n\p{L}\p{N}]?\p{L}+, or 0 */
static size_t match_letters(const char *text, size_t length)
{
    character first = character_at(text, length, 0);
    size_t start = first.class == BB_CLASS_LETTER ? 0 : first.length;
    if (first.class == BB_CLASS_NUMBER || is_line_end(first.code)) {
        return 0;
    }
    size_t end = skip(text, length, start, BB_CLASS_LETTER);
    return end > start ? end : 0;
}

/* \p{N}{1,most}, or 0 */
static size_t match_digits(const char *text, size_t length, size_t most)
{
    size_t at = 0;
    for (character next; most > 0; most--, at += next.length) {
        next = character_at(text, length, at);
        if (next.class != BB_CLASS_NUMBER) {
            break;
        }
    }
    return at;
}

/*  ?[^\s\p{L}\p{N}]+[\r\n]*, or 0 */
static size_t match_signs(const char *text, size_t length)
{
    size_t start = text[0] == ' ' ? 1 : 0;
    size_t end = skip(text, length, start, REST);
    if (end == start) {
        return 0;
    }
    while (end < length && is_line_end((unsigned char)text[end])) {
        end++;
    }
    return end;
}

/* \s*[\r\n]+, or 0: through the last line end of a run of blanks. */
static size_t match_lines(const char *text, size_t length)
{
    size_t end = 0;
    size_t at = 0;
    for (character next; (next = character_at(text, length, at)).class == BB_CLASS_SPACE;) {
        at += next.length;
        if (is_line_end(next.code)) {
            end = at;
        }
    }
    return end;
}

/*
 * (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n]*
 * |\s*[\r\n]+|\s+(?!\S)|\s+
 */
static size_t cut_tiktoken(const char *text, size_t length, size_t digits)
{
    size_t end = match_contraction(text, length, true);
    if (end == 0) {
        end = match_letters(text, length);
    }
    if (end == 0) {
        end = match_digits(text, length, digits);
    }
    if (end == 0) {
        end = match_signs(text, length);
    }
    if (end == 0) {
        end = match_lines(text, length);
    }
    return end > 0 ? end : cut_blanks(text, length);
}

static size_t cut_llama3(const char *text, size_t length)
{
    return cut_tiktoken(text, length, 3);
}

static size_t cut_qwen2(const char *text, size_t length)
{
    return cut_tiktoken(text, length, 1);
}

#define NOT_NUMBER (BB_CLASS_LETTER | BB_CLASS_SPACE | REST)

/* \p{N} */
static size_t cut_digit(const char *text, size_t length)
{
    size_t digit = match_digits(text, length, 1);
    return digit > 0 ? digit : skip(text, length, 0, NOT_NUMBER);
}

/* \p{N}+ */
static size_t cut_number(const char *text, size_t length)
{
    size_t number = skip(text, length, 0, BB_CLASS_NUMBER);
    return number > 0 ? number : skip(text, length, 0, NOT_NUMBER);
}

/* [\p{P}$+<=>^~|] */
static bool is_mark(character c)
{
    switch (c.code) {
    case '$':
    case '+':
    case '<':
    case '=':
    case '>':
    case '^':
    case '~':
    case '|':
        return true;
    default:
        return c.class == BB_CLASS_PUNCTUATION;
    }
}

/* [\p{P}$+<=>^~|]+ */
static size_t cut_marks(const char *text, size_t length)
{
    character next = character_at(text, length, 0);
    bool marks = is_mark(next);
    size_t at = 0;
    while (next.length > 0 && is_mark(next) == marks) {
        at += next.length;
        next = character_at(text, length, at);
    }
    return at;
}

/* [0-9][0-9][0-9] */
static size_t cut_three_digits(const char *text, size_t length)
{
    size_t digits = 0;
    for (size_t at = 0; at < length; at++) {
        digits = text[at] >= '0' && text[at] <= '9' ? digits + 1 : 0;
        if (digits == 3) {
            return at == 2 ? 3 : at - 2; /* the digits, or what is in front of them */
        }
    }
    return length;
}

static const bb_tokenizer_bpe_pre pre_tokenizers[] = {
    {"default", {cut_marks, cut_gpt2, cut_number, cut_three_digits}, false},
    {"", {cut_marks, cut_gpt2, cut_number, cut_three_digits}, false},
    {"gpt-2", {cut_gpt2}, false},
    {"smollm", {cut_digit, cut_gpt2}, false},
    {"llama-bpe", {cut_llama3}, true},
    {"llama3", {cut_llama3}, true},
    {"llama-v3", {cut_llama3}, true},
    {"falcon3", {cut_llama3}, true},
    {"smaug-bpe", {cut_llama3}, false},
    {"qwen2", {cut_qwen2}, false},
    {"deepseek-r1-qwen", {cut_qwen2}, false},
    {"megrez", {cut_qwen2}, false},
};

const bb_tokenizer_bpe_pre *bb_tokenizer_bpe_pre_find(const char *name)
{
    size_t length = bb_text_length(name);
    for (size_t i = 0; i < sizeof pre_tokenizers / sizeof *pre_tokenizers; i++) {
        const bb_tokenizer_bpe_pre *pre = &pre_tokenizers[i];
        if (bb_text_equal(pre->name, bb_text_length(pre->name), name, length)) {
            return pre;
        }
    }
    return NULL;
}

bb_tokenizer_bpe_words bb_tokenizer_bpe_words_of(const bb_tokenizer_bpe_pre *pre, const char *text,
                                                 size_t length)
{
    return (bb_tokenizer_bpe_words){.pre = pre, .text = text, .length = length};
}

size_t bb_tokenizer_bpe_words_next(bb_tokenizer_bpe_words *words)
{
    size_t start = words->at;
    size_t end = words->length;
    if (start == end) {
        return 0;
    }
    for (size_t i = 0; i < BB_TOKENIZER_BPE_CUTS && words->pre->cuts[i] != NULL; i++) {
        if (words->ends[i] == start) {
            words->ends[i] = start + words->pre->cuts[i](words->text + start, end - start);
        }
        end = words->ends[i];
    }
    words->at = end;
    return end - start;
}
