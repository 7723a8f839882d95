/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_LIST_H
#define MODEL_LIST_H

/* The models of the boot volume. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_model.h"
#include "bb_status.h"

/* Models that are listed, at most. */
#define MODELS 32

#define MODEL_FOLDER "\\models\\"
#define MODEL_PATH 256    /* bytes of a path, the zero byte included; longer ones are left out */
#define MODEL_TYPE 12     /* bytes of a type's name, the zero byte included */
#define MODEL_DETAILS 256 /* bytes that are kept of a failure's details, the zero byte included */

typedef struct model_entry {
    char file[MODEL_PATH];      /* path on the boot volume */
    char tokenizer[MODEL_PATH]; /* path; read if the model has no vocabulary of its own */
    bool is_standard;           /* the definition's */

    /* Found by looking at it: */
    uint64_t bytes;      /* of the file */
    uint64_t parameters; /* 0 if its header cannot be read, as the next ones */
    char weight_type[MODEL_TYPE];
    size_t whole_context; /* positions that it would have in enough memory */
    size_t context;       /* positions that fit; 0 if none do */
    bb_status status;     /* BB_OK if it can be used, else why not */
    char details[MODEL_DETAILS];
} model_entry;

typedef struct model_list {
    model_entry entries[MODELS];
    size_t count;
    size_t left_out; /* files that there was no room for, or that have a name with controls */
} model_list;

/*
 * Lists the definition's model, and the files of the volume's folder that may be models, by name;
 * looks at none. A folder that is missing has none.
 */
void bb_model_list_read(model_list *list, const char *standard);

/* Takes an entry out. */
void bb_model_list_remove(model_list *list, size_t index);

/* Whether a file that no format accepts is a model nonetheless, a damaged one, going by its name.
 */
bool bb_model_list_is_named_model(const char *file);

/* The name of the file, without its folder: points into it. */
const char *bb_model_list_name(const char *file);

/* Whether two texts are equal but for the case of ASCII letters, as FAT compares names. */
bool bb_model_list_same(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
