/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_MODEL_H
#define BB_MODEL_H

/* A model in memory: its shape, constants and weights. Shapes are (rows, columns). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_source.h"
#include "bb_status.h"
#include "bb_vocabulary.h"
#include "bb_weights.h"

/* E-MODEL-CONSTANT: for architectures, which have constants of their own. */
extern const bb_error_code bb_model_constant;

typedef struct bb_kernel bb_kernel;
typedef struct bb_architecture bb_architecture;

/* A weight matrix: (rows, cols) in panels, see bb_weights.h; or as kernel/halves_layout.h says. */
typedef struct bb_matrix {
    const void *data; /* owned by the weights arena; on a multiple of BB_PANEL_ALIGNMENT */
    size_t rows;
    size_t cols;
    bb_dtype type;
    uint16_t gap;    /* panels of others between the first half of its own and the second; or 0 */
    bool by_columns; /* as two matrices: the left half of its columns, then the right half */
} bb_matrix;

typedef struct bb_layer {
    const float *attention_norm; /* (dim) */
    bb_matrix query;             /* (heads * head_size, dim) */
    bb_matrix key;               /* (kv_heads * head_size, dim) */
    bb_matrix value;             /* (kv_heads * head_size, dim) */
    const float *query_bias;     /* (heads * head_size); NULL if the model has none, as below */
    const float *key_bias;       /* (kv_heads * head_size), or NULL */
    const float *value_bias;     /* (kv_heads * head_size), or NULL */
    const float *query_norm;     /* (head_size), the same for each head, or NULL */
    const float *key_norm;       /* (head_size), or NULL */
    bb_matrix attention_out;     /* (dim, heads * head_size) */
    const float *attention_norm_behind; /* (dim), of what attention gives; or NULL */
    const float *ffn_norm;              /* (dim) */
    bb_matrix gate;                     /* (hidden, dim); w1 of llama2.c */
    bb_matrix down;                     /* (dim, hidden); w2 */
    bb_matrix up;                       /* (hidden, dim); w3 */
    const float *ffn_norm_behind;       /* (dim), of what the feed-forward network gives; or NULL */
} bb_layer;

typedef struct bb_shape {
    size_t dim;    /* width of the residual stream */
    size_t hidden; /* width of the feed-forward network */
    size_t layers;
    size_t heads;      /* query heads */
    size_t kv_heads;   /* key/value heads; divides heads */
    size_t head_size;  /* of queries, keys and values; even. dim / heads in most models */
    size_t vocabulary; /* tokens */
    size_t context;    /* positions */
    bool shared_classifier;
} bb_shape;

#define BB_MODEL_NAME 32 /* bytes */

typedef struct bb_model {
    const char *format;                  /* name of the format that read it */
    const bb_architecture *architecture; /* what a layer computes: bb_architecture.h */
    char name[BB_MODEL_NAME + 1];        /* for people, as the file tells it; "" if it does not */
    bb_shape shape;
    size_t trained_context;    /* positions that it was made for: shape.context may be fewer */
    float rope_theta;          /* base of the rotary embedding */
    const float *rope_factors; /* (head_size / 2): what its frequencies are divided by; NULL if by
                                  nothing (Llama 3). In the weights arena */
    float local_rope_theta;    /* base of layers that see a window only; 0: as the others' */
    size_t window;             /* positions that these layers see, the token's own included; 0: a
                                  file tells of none */
    float attention_cap;       /* scores of attention stay below it; 0: it does not tell */
    float logit_cap;           /* so do logits */
    float norm_epsilon;        /* epsilon of RMSNorm */
    float embedding_scale;     /* factor of the embedding: 1, or sqrt(dim) */
    int32_t begin_token;       /* put in front of a text (BOS); -1 if texts have none */
    int32_t end_token;         /* ends a text (EOS); -1 if there is none */
    int32_t end_of_turn_token; /* ends a turn of a conversation (EOT); -1 if there is none */
    const char *weight_type;   /* of most weights, as they are in the file: "Q4_K", for reports */
    uint64_t parameters;
    uint64_t weight_bytes;   /* what the weights arena must hold, tables of layers included */
    uint64_t data_offset;    /* where the weights start in the file */
    bb_layer *layer;         /* (layers), in the weights arena */
    bb_matrix embedding;     /* (vocabulary, dim) */
    const float *final_norm; /* (dim) */
    bb_matrix classifier;    /* (vocabulary, dim) */

    /* The tokens, of a format that carries them; count is 0 if they are in a file of their own. */
    bb_vocabulary vocabulary;

    /* How a conversation is written for the model (a Jinja template, as the file has it; not
     * terminated); NULL if the format has none. Owned by the format. */
    const char *chat_template;
    size_t chat_template_length; /* bytes */
} bb_model;

/* Arena demand: what the weights take, as the header told. */
size_t bb_model_demand_weights(bb_kernel *kernel);

/* Width of one position's queries: heads * head_size. */
static inline size_t bb_shape_query_dim(const bb_shape *shape)
{
    return shape->heads * shape->head_size;
}

/* Key and value width of one position: kv_heads * head_size. */
static inline size_t bb_shape_kv_dim(const bb_shape *shape)
{
    return shape->kv_heads * shape->head_size;
}

/*
 * Checks a shape that came from a file: nothing zero, divisors, an even head size, nothing so large
 * that sizes overflow. Fails with E-MODEL-SHAPE, naming the field and the value.
 */
bb_status bb_shape_check(const bb_shape *shape, const char *file);

#endif
