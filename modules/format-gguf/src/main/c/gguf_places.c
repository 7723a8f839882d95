/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_places.h"

#include "bb_text.h"

typedef enum size { ONE, DIM, HIDDEN, QUERY, KEY, HEAD, PAIRS, VOCABULARY } size;

/* llama.cpp's llama-arch.cpp names them. */
#define MATRIX(name, rows, cols, owner, member)                                                    \
    {name, false, true, false, false, false, rows, cols, offsetof(owner, member)}
#define VECTOR(name, cols, owner, member)                                                          \
    {name, false, false, false, false, false, ONE, cols, offsetof(owner, member)}
#define OPTIONAL_MATRIX(name, rows, cols, owner, member)                                           \
    {name, false, true, true, false, false, rows, cols, offsetof(owner, member)}
#define OPTIONAL_VECTOR(name, cols, owner, member)                                                 \
    {name, false, false, true, false, false, ONE, cols, offsetof(owner, member)}
static const gguf_place of_model[] = {
    MATRIX("token_embd.weight", VOCABULARY, DIM, bb_model, embedding),
    VECTOR("output_norm.weight", DIM, bb_model, final_norm),
    OPTIONAL_MATRIX("output.weight", VOCABULARY, DIM, bb_model, classifier),
    OPTIONAL_VECTOR("rope_freqs.weight", PAIRS, bb_model, rope_factors),
};

#define LAYER_MATRIX(name, rows, cols, member)                                                     \
    {name, true, true, false, false, false, rows, cols, offsetof(bb_layer, member)}
#define LAYER_HEADS(name, rows, cols, member)                                                      \
    {name, true, true, false, false, true, rows, cols, offsetof(bb_layer, member)}
#define LAYER_VECTOR(name, cols, member)                                                           \
    {name, true, false, false, false, false, ONE, cols, offsetof(bb_layer, member)}
#define OPTIONAL_LAYER_VECTOR(name, cols, member)                                                  \
    {name, true, false, true, false, false, ONE, cols, offsetof(bb_layer, member)}
#define OPTIONAL_LAYER_HEADS(name, cols, member)                                                   \
    {name, true, false, true, false, true, ONE, cols, offsetof(bb_layer, member)}
#define NORM_BEHIND(name, member)                                                                  \
    {name, true, false, false, true, false, ONE, DIM, offsetof(bb_layer, member)}
static const gguf_place of_layer[] = {
    LAYER_VECTOR("attn_norm.weight", DIM, attention_norm),
    LAYER_HEADS("attn_q.weight", QUERY, DIM, query),
    LAYER_HEADS("attn_k.weight", KEY, DIM, key),
    LAYER_MATRIX("attn_v.weight", KEY, DIM, value),
    LAYER_MATRIX("attn_output.weight", DIM, QUERY, attention_out),
    LAYER_VECTOR("ffn_norm.weight", DIM, ffn_norm),
    LAYER_MATRIX("ffn_gate.weight", HIDDEN, DIM, gate),
    LAYER_MATRIX("ffn_up.weight", HIDDEN, DIM, up),
    LAYER_MATRIX("ffn_down.weight", DIM, HIDDEN, down),
    OPTIONAL_LAYER_HEADS("attn_q.bias", QUERY, query_bias),
    OPTIONAL_LAYER_HEADS("attn_k.bias", KEY, key_bias),
    OPTIONAL_LAYER_VECTOR("attn_v.bias", KEY, value_bias),
    OPTIONAL_LAYER_HEADS("attn_q_norm.weight", HEAD, query_norm),
    OPTIONAL_LAYER_HEADS("attn_k_norm.weight", HEAD, key_norm),
    NORM_BEHIND("post_attention_norm.weight", attention_norm_behind),
    NORM_BEHIND("post_ffw_norm.weight", ffn_norm_behind),
};

_Static_assert(sizeof of_layer / sizeof *of_layer <= GGUF_PLACES_MOST, "they have bits in a word");

const gguf_place *bb_format_gguf_places(bool of_a_layer, size_t *count)
{
    *count = of_a_layer ? sizeof of_layer / sizeof *of_layer : sizeof of_model / sizeof *of_model;
    return of_a_layer ? of_layer : of_model;
}

static size_t size_of(size size, const bb_shape *shape)
{
    switch (size) {
    case DIM:
        return shape->dim;
    case HIDDEN:
        return shape->hidden;
    case QUERY:
        return bb_shape_query_dim(shape);
    case KEY:
        return bb_shape_kv_dim(shape);
    case HEAD:
        return shape->head_size;
    case PAIRS:
        return shape->head_size / 2;
    case VOCABULARY:
        return shape->vocabulary;
    default:
        return 1;
    }
}

bool bb_format_gguf_place_is_of(const gguf_place *place, const bb_architecture *architecture)
{
    return !place->is_behind || architecture->norms_behind;
}

size_t bb_format_gguf_place_rows(const gguf_place *place, const bb_shape *shape)
{
    return size_of((size)place->rows, shape);
}

size_t bb_format_gguf_place_cols(const gguf_place *place, const bb_shape *shape)
{
    return size_of((size)place->cols, shape);
}

/* Takes "blk.N." off the front; NULL if it is not there. A number has one way to be written. */
static const char *behind_layer(const char *name, size_t *layer)
{
    enum { PREFIX = 4, DIGITS = 6 };
    size_t length = bb_text_length(name), at = PREFIX;
    if (length <= PREFIX || !bb_text_equal(name, PREFIX, "blk.", PREFIX)) {
        return 0;
    }
    *layer = 0;
    while (at < PREFIX + DIGITS && name[at] >= '0' && name[at] <= '9') {
        *layer = 10 * *layer + (size_t)(name[at] - '0');
        at++;
    }
    bool is_number = at > PREFIX && (name[PREFIX] != '0' || at == PREFIX + 1);
    return is_number && name[at] == '.' ? name + at + 1 : 0;
}

const gguf_place *bb_format_gguf_place_of(const char *name, size_t *layer)
{
    const char *rest = behind_layer(name, layer);
    size_t count;
    const gguf_place *places = bb_format_gguf_places(rest != 0, &count);
    if (!rest) {
        rest = name;
        *layer = 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (bb_text_equal(rest, bb_text_length(rest), places[i].name,
                          bb_text_length(places[i].name))) {
            return &places[i];
        }
    }
    return 0;
}
