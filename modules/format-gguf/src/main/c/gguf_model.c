/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_model.h"

#include "bb_architecture.h"
#include "bb_bytes.h"
#include "bb_text.h"
#include "gguf_errors.h"

/* Of a file that does not tell it: llama.cpp's. */
#define ROPE_BASE 10000.0

static bb_status wrong(const gguf_facts *facts, const char *file, const char *key, int64_t value,
                       const char *why)
{
    return bb_fail(&bb_format_gguf_metadata, "%s: %s.%s is %lld: %s", file, facts->architecture,
                   key, (long long)value, why);
}

static bb_status check_all_there(const gguf_facts *facts, const char *file)
{
    const struct {
        const char *key;
        bool is_there;
    } needed[] = {
        {"block_count", facts->block_count != GGUF_NONE},
        {"context_length", facts->context_length != GGUF_NONE},
        {"embedding_length", facts->embedding_length != GGUF_NONE},
        {"feed_forward_length", facts->feed_forward_length != GGUF_NONE},
        {"attention.head_count", facts->head_count != GGUF_NONE},
        {"attention.layer_norm_rms_epsilon", facts->epsilon == facts->epsilon},
        {"vocab_size", facts->vocab_size != GGUF_NONE || facts->tokens.at > 0},
    };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!needed[i].is_there) {
            return bb_fail(&bb_format_gguf_metadata, "%s: it has no %s.%s", file,
                           facts->architecture, needed[i].key);
        }
    }
    return BB_OK;
}

static size_t or_else(int64_t value, size_t otherwise)
{
    return value == GGUF_NONE ? otherwise : (size_t)value;
}

static float or_zero(double value)
{
    return value == value ? (float)value : 0.0f;
}

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bb_shape shape_of(const gguf_facts *facts)
{
    size_t heads = (size_t)facts->head_count;
    size_t dim = (size_t)facts->embedding_length;
    return (bb_shape){
        .dim = dim,
        .hidden = (size_t)facts->feed_forward_length,
        .layers = (size_t)facts->block_count,
        .heads = heads,
        .kv_heads = or_else(facts->head_count_kv, heads),
        .head_size = or_else(facts->key_length, heads > 0 ? dim / heads : 0),
        .vocabulary =
            facts->tokens.at > 0 ? (size_t)facts->tokens.count : (size_t)facts->vocab_size,
        .context = (size_t)facts->context_length,
    };
}

/* What the file tells twice must agree. */
static bb_status check_shape(const gguf_facts *facts, const bb_shape *shape, const char *file)
{
    bb_status status = bb_shape_check(shape, file);
    if (status) {
        return status;
    }
    if (shape->layers > GGUF_LAYERS) {
        return wrong(facts, file, "block_count", facts->block_count, "no model has more than 512");
    }
    if (or_else(facts->value_length, shape->head_size) != shape->head_size) {
        return wrong(facts, file, "attention.value_length", facts->value_length,
                     "values must be as long as keys");
    }
    if (or_else(facts->rope_dimensions, shape->head_size) != shape->head_size) {
        return wrong(facts, file, "rope.dimension_count", facts->rope_dimensions,
                     "it must be the size of a head: the kernel turns whole heads");
    }
    if (or_else(facts->vocab_size, shape->vocabulary) != shape->vocabulary) {
        return wrong(facts, file, "vocab_size", facts->vocab_size,
                     "the file has another number of tokens");
    }
    return BB_OK;
}

static bool is_text(const char *text, const char *expected)
{
    return bb_text_equal(text, bb_text_length(text), expected, bb_text_length(expected));
}

static bb_status check_constants(const gguf_facts *facts, const bb_model *model, const char *file)
{
    if (!(model->norm_epsilon > 0.0f && model->norm_epsilon < 1.0f)) {
        return bb_fail(&bb_format_gguf_metadata,
                       "%s: %s.attention.layer_norm_rms_epsilon is %.9f, not between 0 and 1", file,
                       facts->architecture, (double)model->norm_epsilon);
    }
    if (!(model->rope_theta >= 1.0f && model->rope_theta <= 1e12f)) {
        return bb_fail(&bb_format_gguf_metadata,
                       "%s: %s.rope.freq_base is %.3f, not from 1 to 1e12", file,
                       facts->architecture, (double)model->rope_theta);
    }
    return BB_OK;
}

/* Linear scaling is what a file means that has a factor, but no type (llama.cpp). */
static bb_status check_scaling(const gguf_facts *facts, const char *file)
{
    static const char *const known[] = {"", "none", "linear"};
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        is_known |= is_text(facts->rope_scaling, known[i]);
    }
    if (!is_known) {
        return bb_fail(&bb_format_gguf_metadata,
                       "%s: %s.rope.scaling.type is another one than none and linear", file,
                       facts->architecture);
    }
    double factor = (double)bb_format_gguf_rope_factor(facts);
    if (!(factor > 1e-6 && factor < 1e6)) {
        return bb_fail(&bb_format_gguf_metadata,
                       "%s: %s.rope.scaling.factor is %.3f: nothing to divide by", file,
                       facts->architecture, factor);
    }
    return BB_OK;
}

float bb_format_gguf_rope_factor(const gguf_facts *facts)
{
    double factor = facts->rope_factor;
    if (factor != factor) {
        factor = facts->rope_scale_linear;
    }
    bool has_factor = factor == factor && factor != 0.0; /* 0 is llama.cpp's word for none */
    return !has_factor || is_text(facts->rope_scaling, "none") ? 1.0f : (float)factor;
}

/* The name as far as there is room, cut between characters, without control characters. */
static void copy_name(const char *from, char to[BB_MODEL_NAME + 1])
{
    size_t length = lesser(bb_text_length(from), BB_MODEL_NAME);
    length -= bb_utf8_tail(from, length);
    for (size_t i = 0; i < length; i++) {
        bool is_control = (unsigned char)from[i] < ' ' || from[i] == 0x7f;
        to[i] = is_control ? ' ' : from[i];
    }
    to[length] = 0;
}

bb_status bb_format_gguf_describe(const gguf_facts *facts, const char *file, bb_model *model)
{
    *model = (bb_model){
        .format = "GGUF",
        .embedding_scale = 1.0f,
        .begin_token = -1,
        .end_token = -1,
        .end_of_turn_token = -1,
    };
    bb_status status = bb_model_set_architecture(model, facts->architecture, file);
    if (!status) {
        status = check_all_there(facts, file);
    }
    if (!status) {
        model->shape = shape_of(facts);
        model->trained_context = model->shape.context;
        status = check_shape(facts, &model->shape, file);
    }
    model->rope_theta =
        facts->rope_base == facts->rope_base ? (float)facts->rope_base : (float)ROPE_BASE;
    model->norm_epsilon = (float)facts->epsilon;
    model->window = or_else(facts->window, 0);
    model->attention_cap = or_zero(facts->attention_cap);
    model->logit_cap = or_zero(facts->logit_cap);
    copy_name(facts->name, model->name);
    if (!status) {
        status = check_constants(facts, model, file);
    }
    if (!status) {
        status = check_scaling(facts, file);
    }
    if (!status && model->architecture->complete) {
        status = model->architecture->complete(model, file);
    }
    return status;
}
