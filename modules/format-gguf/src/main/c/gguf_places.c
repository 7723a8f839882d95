/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_places.h"

#include "bb_text.h"

typedef enum size { ONE, DIM, HIDDEN, QUERY, KEY, HEAD, PAIRS, VOCABULARY } size;

#define PLACE(owner, member_, name_, ...)                                                          \
    {.name = name_, .member = offsetof(owner, member_), __VA_ARGS__}
#define IS_MATRIX(rows_, cols_) .is_matrix = true, .rows = rows_, .cols = cols_
#define IS_VECTOR(cols_) .rows = ONE, .cols = cols_

/* llama.cpp's llama-arch.cpp names them. */
#define OF_MODEL(name, member, ...) PLACE(bb_model, member, name, __VA_ARGS__)
static const gguf_place of_model[] = {
    OF_MODEL("token_embd.weight", embedding, IS_MATRIX(VOCABULARY, DIM)),
    OF_MODEL("output_norm.weight", final_norm, IS_VECTOR(DIM)),
    OF_MODEL("output.weight", classifier, IS_MATRIX(VOCABULARY, DIM), .is_optional = true),
    OF_MODEL("rope_freqs.weight", rope_factors, IS_VECTOR(PAIRS), .is_optional = true),
};

#define OF_LAYER(name, member, ...) PLACE(bb_layer, member, name, .of_layer = true, __VA_ARGS__)
static const gguf_place of_layer[] = {
    OF_LAYER("attn_norm.weight", attention_norm, IS_VECTOR(DIM)),
    OF_LAYER("attn_q.weight", query, IS_MATRIX(QUERY, DIM), .in_heads = true),
    OF_LAYER("attn_k.weight", key, IS_MATRIX(KEY, DIM), .in_heads = true),
    OF_LAYER("attn_v.weight", value, IS_MATRIX(KEY, DIM)),
    OF_LAYER("attn_output.weight", attention_out, IS_MATRIX(DIM, QUERY)),
    OF_LAYER("ffn_norm.weight", ffn_norm, IS_VECTOR(DIM)),
    OF_LAYER("ffn_gate.weight", gate, IS_MATRIX(HIDDEN, DIM)),
    OF_LAYER("ffn_up.weight", up, IS_MATRIX(HIDDEN, DIM)),
    OF_LAYER("ffn_down.weight", down, IS_MATRIX(DIM, HIDDEN)),
    OF_LAYER("attn_q.bias", query_bias, IS_VECTOR(QUERY), .is_optional = true, .in_heads = true),
    OF_LAYER("attn_k.bias", key_bias, IS_VECTOR(KEY), .is_optional = true, .in_heads = true),
    OF_LAYER("attn_v.bias", value_bias, IS_VECTOR(KEY), .is_optional = true),
    OF_LAYER("attn_q_norm.weight", query_norm, IS_VECTOR(HEAD), .is_optional = true,
             .in_heads = true),
    OF_LAYER("attn_k_norm.weight", key_norm, IS_VECTOR(HEAD), .is_optional = true,
             .in_heads = true),
    OF_LAYER("post_attention_norm.weight", attention_norm_behind, IS_VECTOR(DIM),
             .is_behind = true),
    OF_LAYER("post_ffw_norm.weight", ffn_norm_behind, IS_VECTOR(DIM), .is_behind = true),
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
