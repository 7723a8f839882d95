/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_facts.h"

#include "bb_bytes.h"
#include "bb_text.h"
#include "gguf_errors.h"
#include "gguf_values.h"

/* Keys may have 65535 bytes; none that we know of has more than this. */
#define KEY 128

typedef enum kind {
    INTEGER,
    NUMBER,
    TRUTH,
    TEXT,
    SPAN,     /* of a string */
    STRINGS,  /* a span of an array, as the next ones */
    FLOATS,   /* float32 */
    INTEGERS, /* int32 or uint32 */
} kind;

typedef struct fact {
    const char *key;
    kind kind;
    bool of_architecture; /* its name and a dot are in front of the key */
    size_t member;
} fact;

/* GGUF's specification, "Standardized key-value pairs"; llama.cpp's llama-arch.cpp. */
#define PLAIN(key, kind, member) {key, kind, false, offsetof(gguf_facts, member)}
#define OF_ARCHITECTURE(key, kind, member) {key, kind, true, offsetof(gguf_facts, member)}
static const fact known[] = {
    PLAIN("general.architecture", TEXT, architecture),
    PLAIN("general.name", TEXT, name),
    PLAIN("general.alignment", INTEGER, alignment),
    OF_ARCHITECTURE("block_count", INTEGER, block_count),
    OF_ARCHITECTURE("context_length", INTEGER, context_length),
    OF_ARCHITECTURE("embedding_length", INTEGER, embedding_length),
    OF_ARCHITECTURE("feed_forward_length", INTEGER, feed_forward_length),
    OF_ARCHITECTURE("attention.head_count", INTEGER, head_count),
    OF_ARCHITECTURE("attention.head_count_kv", INTEGER, head_count_kv),
    OF_ARCHITECTURE("attention.key_length", INTEGER, key_length),
    OF_ARCHITECTURE("attention.value_length", INTEGER, value_length),
    OF_ARCHITECTURE("vocab_size", INTEGER, vocab_size),
    OF_ARCHITECTURE("attention.layer_norm_rms_epsilon", NUMBER, epsilon),
    OF_ARCHITECTURE("attention.sliding_window", INTEGER, window),
    OF_ARCHITECTURE("attn_logit_softcapping", NUMBER, attention_cap),
    OF_ARCHITECTURE("final_logit_softcapping", NUMBER, logit_cap),
    OF_ARCHITECTURE("rope.dimension_count", INTEGER, rope_dimensions),
    OF_ARCHITECTURE("rope.freq_base", NUMBER, rope_base),
    OF_ARCHITECTURE("rope.scaling.factor", NUMBER, rope_factor),
    OF_ARCHITECTURE("rope.scale_linear", NUMBER, rope_scale_linear),
    OF_ARCHITECTURE("rope.scaling.type", TEXT, rope_scaling),
    PLAIN("tokenizer.ggml.model", TEXT, tokenizer_model),
    PLAIN("tokenizer.ggml.pre", TEXT, tokenizer_pre),
    PLAIN("tokenizer.ggml.tokens", STRINGS, tokens),
    PLAIN("tokenizer.ggml.scores", FLOATS, scores),
    PLAIN("tokenizer.ggml.token_type", INTEGERS, token_types),
    PLAIN("tokenizer.ggml.merges", STRINGS, merges),
    PLAIN("tokenizer.ggml.bos_token_id", INTEGER, begin_token),
    PLAIN("tokenizer.ggml.eos_token_id", INTEGER, end_token),
    PLAIN("tokenizer.ggml.eot_token_id", INTEGER, end_of_turn_token),
    PLAIN("tokenizer.ggml.unknown_token_id", INTEGER, unknown_token),
    PLAIN("tokenizer.ggml.add_bos_token", TRUTH, add_begin),
    PLAIN("tokenizer.ggml.add_space_prefix", TRUTH, add_space_prefix),
    PLAIN("tokenizer.chat_template", SPAN, chat_template),
};

enum { KNOWN = sizeof known / sizeof *known };

static void forget_all(gguf_facts *facts)
{
    *facts = (gguf_facts){0};
    for (size_t i = 0; i < KNOWN; i++) {
        char *member = (char *)facts + known[i].member;
        const int64_t none = GGUF_NONE;
        const double nan = __builtin_nan("");
        if (known[i].kind == INTEGER || known[i].kind == TRUTH) {
            memcpy(member, &none, sizeof none);
        } else if (known[i].kind == NUMBER) {
            memcpy(member, &nan, sizeof nan);
        }
    }
}

/* What a key tells; NULL if it is none of ours. */
static const fact *find(const char *architecture, const char *key, uint64_t key_length)
{
    size_t before = bb_text_length(architecture);
    for (size_t i = 0; i < KNOWN && key_length < KEY; i++) {
        const char *rest = key;
        size_t length = (size_t)key_length;
        if (known[i].of_architecture) {
            if (length <= before || memcmp(key, architecture, before) != 0 || key[before] != '.') {
                continue;
            }
            rest += before + 1;
            length -= before + 1;
        }
        if (bb_text_equal(rest, length, known[i].key, bb_text_length(known[i].key))) {
            return &known[i];
        }
    }
    return 0;
}

static void fail(gguf_stream *stream, const char *key, const char *why)
{
    if (!stream->status) {
        bb_format_gguf_stream_fail(stream, bb_fail(&bb_format_gguf_metadata, "%s: key %s %s",
                                                   stream->source->name, key, why));
    }
}

static bool read_integer(gguf_stream *stream, gguf_value value, void *member)
{
    int64_t number;
    bool good = bb_format_gguf_value_integer(stream, value, &number) && number >= 0;
    memcpy(member, &number, good ? sizeof number : 0);
    return good;
}

static bool read_number(gguf_stream *stream, gguf_value value, void *member)
{
    double number;
    bool good = bb_format_gguf_value_number(stream, value, &number) && number - number == 0.0;
    memcpy(member, &number, good ? sizeof number : 0);
    return good;
}

static bool read_truth(gguf_stream *stream, gguf_value value, void *member)
{
    bool truth;
    bool good = bb_format_gguf_value_truth(stream, value, &truth);
    int64_t number = good && truth;
    memcpy(member, &number, good ? sizeof number : 0);
    return good;
}

static bool read_span(gguf_stream *stream, gguf_value value, kind kind, void *member)
{
    uint32_t type = value.of_elements;
    bool good = kind == SPAN ? value.type == GGUF_STRING : value.type == GGUF_ARRAY;
    good &= kind != STRINGS || type == GGUF_STRING;
    good &= kind != FLOATS || type == GGUF_FLOAT32;
    good &= kind != INTEGERS || type == GGUF_INT32 || type == GGUF_UINT32;
    gguf_span span = {.at = gguf_position(stream), .count = value.count};
    if (good) {
        bb_format_gguf_value_skip(stream, value, &span.text_bytes);
    }
    if (kind == SPAN) {
        span.at += sizeof(uint64_t); /* its length */
        span.count = span.text_bytes;
    }
    memcpy(member, &span, good ? sizeof span : 0);
    return good;
}

static void read_fact(gguf_stream *stream, const char *key, const fact *fact, gguf_value value,
                      gguf_facts *facts)
{
    void *member = (char *)facts + fact->member;
    bool good = false;
    switch (fact->kind) {
    case INTEGER:
        good = read_integer(stream, value, member);
        break;
    case NUMBER:
        good = read_number(stream, value, member);
        break;
    case TRUTH:
        good = read_truth(stream, value, member);
        break;
    case TEXT:
        good = value.type == GGUF_STRING;
        if (good) {
            bb_format_gguf_read_text(stream, member, GGUF_NAME);
        }
        break;
    default:
        good = read_span(stream, value, fact->kind, member);
        break;
    }
    if (!good) {
        fail(stream, key, "has a value that it cannot have");
    }
}

/* Reads keys and values. With `only`, up to that key, and no others. */
static void read_keys(gguf_stream *stream, uint64_t count, const char *only, gguf_facts *facts)
{
    char key[KEY];
    bool seen[KNOWN] = {false};
    bool done = false;
    for (uint64_t i = 0; i < count && !done && !stream->status; i++) {
        uint64_t length = bb_format_gguf_read_text(stream, key, sizeof key);
        gguf_value value = bb_format_gguf_value_begin(stream);
        const fact *fact = find(facts->architecture, key, length);
        if (stream->status) {
            break;
        }
        done = only && fact &&
               bb_text_equal(fact->key, bb_text_length(fact->key), only, bb_text_length(only));
        if (!fact || (only && !done)) {
            bb_format_gguf_value_skip(stream, value, 0);
        } else if (seen[fact - known]) {
            fail(stream, key, "is there twice");
        } else {
            seen[fact - known] = true;
            read_fact(stream, key, fact, value, facts);
        }
    }
}

/* Whether it can be shown, and stand in front of a dot. */
static bool is_name(const char *text)
{
    size_t length = bb_text_length(text);
    for (size_t i = 0; i < length; i++) {
        bool is_good = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9') ||
                       text[i] == '-' || text[i] == '_';
        if (!is_good) {
            return false;
        }
    }
    return length > 0;
}

bb_status bb_format_gguf_read_facts(gguf_stream *stream, uint64_t count, gguf_facts *facts)
{
    const char *architecture = known[0].key;
    uint64_t begin = gguf_position(stream);
    forget_all(facts);
    read_keys(stream, count, architecture, facts);
    if (stream->status) {
        return stream->status;
    }
    if (!is_name(facts->architecture)) {
        return bb_fail(&bb_format_gguf_metadata, "%s: it has no %s that is a name",
                       stream->source->name, architecture);
    }
    bb_format_gguf_stream_open(stream, stream->source, begin);
    read_keys(stream, count, 0, facts);
    return stream->status;
}
