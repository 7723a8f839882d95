/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALVES_LAYOUT_H
#define HALVES_LAYOUT_H

/*
 * Where the weights of a small model that has halves lie in memory: what a processor reads one
 * after the other is in one piece. A kernel then finds one stream in place of several, and no
 * prefetcher brings what another processor will read.
 *
 * W_down, whose product has halves of the columns, becomes two matrices of so many.
 *
 * Where two processors take a token side by side, each computes a half of the rows of query, key
 * and value, which follow each other in the file:
 *
 *   queries of side 0 | of side 1 | keys of side 0 | of side 1 | values of side 0 | of side 1
 *
 * They come to lie as
 *
 *   queries of side 0 | keys of side 0 | values of side 0 | queries of side 1 | keys ... | values
 *
 * and so do gate and up. Which weights there are, so every result, stays the same.
 */
#include <stdbool.h>

#include "bb_model.h"

/* For a model that has halves: moves the weights of its layers, where they are. What does not lie
 * as above, or has no halves of whole panels, stays, and so does everything for want of memory:
 * that is slower, but not wrong. */
void bb_lay_out_halves(const bb_model *model, bool side_by_side);

#endif
