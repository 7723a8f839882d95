/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_ROWS_H
#define MODEL_ROWS_H

/* The list as people see it. */
#include "model_list.h"

/* Columns and bytes of a name as it is shown. */
#define MODEL_SHOWN 30
#define MODEL_SHOWN_BYTES (4 * MODEL_SHOWN + 1)

/* The first MODEL_SHOWN characters of a file's name. Returns how many there are. */
size_t bb_model_rows_name(const char *file, char out[MODEL_SHOWN_BYTES]);

/* Prints all rows, with a mark at one of them. */
void bb_model_rows_print(const model_list *list, size_t marked);

#endif
