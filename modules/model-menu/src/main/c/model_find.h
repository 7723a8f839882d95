/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_FIND_H
#define MODEL_FIND_H

#include "model_list.h"

/* How many entries may be meant: 1 for a number or a whole name, else as many as have names that
 * begin so. *index is the last one of them. */
size_t bb_model_find_count(const model_list *list, const char *name, size_t length, size_t *index);

/*
 * The index of the entry that is meant: by its number, by its file's name or by the beginning of
 * one name only; ASCII letters in any case. Fails with E-MODEL-UNKNOWN.
 */
bb_status bb_model_find(const model_list *list, const char *name, size_t length, size_t *index);

#endif
