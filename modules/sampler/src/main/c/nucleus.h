/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NUCLEUS_H
#define NUCLEUS_H

/* Top-p or nucleus sampling (Holtzman et al. 2019, arXiv:1904.09751). */
#include <stddef.h>
#include <stdint.h>

/*
 * Draws from the fewest most likely tokens whose probabilities sum up to more than `top_p`, by
 * `coin` in [0, 1). probabilities: (count), summing up to 1; order: (count), overwritten; count >
 * 0. Equal probabilities stand in the order of their tokens.
 */
int32_t bb_sampler_draw_nucleus(const float *probabilities, int32_t *order, size_t count,
                                float top_p, float coin);

#endif
