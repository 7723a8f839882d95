/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REFERENCE_MODEL_H
#define REFERENCE_MODEL_H

/*
 * Small models with random weights, and what they compute: the formulas as they are printed in the
 * papers, in double precision and over the whole sequence at once.
 */
#include <stdbool.h>

#include "bb_architecture.h"
#include "bb_model.h"

enum { REFERENCE_POSITIONS = 9, REFERENCE_WIDEST = 256 };

/* What models of an architecture have beside the matrices. */
typedef struct reference_traits {
    bool biases;
    bool head_norms;
    bool rope_factors;
    bool norms_behind;
    bool gelu;             /* in place of SiLU */
    float embedding_scale; /* 0: 1 */

    /* Of local layers, those for which is_local is true; NULL: no layer is. */
    bool (*is_local)(size_t layer);
    size_t window;
    float local_rope_theta; /* 0: as the others' */

    float attention_cap; /* 0: none, as the next one */
    float logit_cap;
    double score_divisor; /* 0: sqrt(head_size) */
} reference_traits;

/*
 * Gives `model` random weights in arenas, which the next call frees. No width of the shape is above
 * REFERENCE_WIDEST; head_size 0 means dim / heads.
 */
void reference_model_make(bb_model *model, const bb_architecture *architecture, bb_shape shape,
                          reference_traits traits);

/* Random tokens of the vocabulary. */
void reference_model_tokens(const bb_model *model, int32_t tokens[REFERENCE_POSITIONS]);

/* logits: after each of the tokens. The traits are those that the model was made with. */
void reference_model_run(const bb_model *model, reference_traits traits,
                         const int32_t tokens[REFERENCE_POSITIONS],
                         double logits[REFERENCE_POSITIONS][REFERENCE_WIDEST]);

#endif
