/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SIDE_BY_SIDE_H
#define SIDE_BY_SIDE_H

/*
 * Takes one token through a small model on two processors: each does all of it on buffers of its
 * own, but for halves of the heads and of the hidden vector, see halves.h, and parts of the logits.
 * So they exchange two vectors a layer, and neither hands the other anything to begin with.
 */
#include <stdbool.h>

#include "forward_parts.h"

/* Whether products of a model of this shape have halves if its layers are small. */
bool bb_shape_can_have_halves(const bb_shape *shape);

/* Whether the model's products have halves. Its layers are there. */
bool bb_model_has_halves(const bb_model *model);

/* Computes the logits, as the classifier gives them. False, with nothing done, if the batch must be
 * computed otherwise. */
bool bb_pass_side_by_side(const bb_batch *batch);

#endif
