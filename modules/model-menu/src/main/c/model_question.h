/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_QUESTION_H
#define MODEL_QUESTION_H

/* The question at boot. */
#include "model_list.h"

/* Whether an entry can be used; index of the first that can, the definition's before all others:
 * list->count if none can. */
size_t bb_model_question_default(const model_list *list);

/*
 * Shows the list and waits until one of the models that can be used was chosen: with its number or
 * the arrow keys, and Enter. Nothing but time chooses `selected` after so many seconds, unless they
 * are 0. Ctrl-D, the end of the input, chooses at once: what is selected, or `selected` if that
 * cannot be used. Returns the index.
 */
size_t bb_model_question_ask(const model_list *list, size_t selected, uint64_t seconds);

#endif
