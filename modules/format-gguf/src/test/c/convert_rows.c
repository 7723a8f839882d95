/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/gguf_types.c ../../main/c/dequantize_blocks.c
   ../../main/c/dequantize_k.c ../../main/c/to_q4_1.c ../../main/c/to_q8_0.c */
/*
 * convert_rows floats|q8_0|q4_1 TYPE COLUMNS IN OUT: rows of a file, in a type by ggml's name, as
 * float32, as Q8_0 or, of Q4_K, as Q4_1. For tests in Java, which compare with llama.cpp.
 */
#include "bb_weights.h"
#include "gguf_types.h"
#include "to_q4_1.h"
#include "to_q8_0.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const gguf_type *type_of(const char *name)
{
    for (uint32_t number = 0; number < 64; number++) {
        const gguf_type *type = bb_format_gguf_type_of(number);
        if (type != NULL && strcmp(type->name, name) == 0 &&
            strcmp(bb_format_gguf_ggml_name(number), name) == 0)
            return type;
    }
    fprintf(stderr, "no type %s\n", name);
    exit(1);
}

int main(int argc, char **argv)
{
    if (argc != 6)
        return 1;
    const gguf_type *type = type_of(argv[2]);
    size_t cols = strtoul(argv[3], NULL, 10);
    FILE *in = fopen(argv[4], "rb"), *out = fopen(argv[5], "wb");
    if (in == NULL || out == NULL)
        return 1;
    bool floats = strcmp(argv[1], "floats") == 0;
    size_t bytes = gguf_row_bytes(type, cols);
    bool q4_1 = strcmp(argv[1], "q4_1") == 0;
    size_t out_bytes = bb_row_bytes(floats ? BB_DTYPE_F32
                                    : q4_1 ? BB_DTYPE_Q4_1
                                           : BB_DTYPE_Q8_0,
                                    cols);
    uint8_t *row = malloc(bytes);
    void *converted = malloc(out_bytes);
    bool good = true;
    while (fread(row, 1, bytes, in) == bytes) {
        if (floats)
            bb_format_gguf_row_to_floats(type, converted, row, cols);
        else
            good &= bb_format_gguf_is_finite(type, row, cols) &&
                    (q4_1 ? bb_format_gguf_q4_k_to_q4_1(converted, row, cols)
                          : bb_format_gguf_to_q8_0(type, converted, row, cols));
        good &= fwrite(converted, 1, out_bytes, out) == out_bytes;
    }
    free(row);
    free(converted);
    fclose(in);
    return fclose(out) == 0 && good ? 0 : 1;
}
