/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_SAMPLE_H
#define GGUF_SAMPLE_H

/* GGUF files for tests, written from the format's specification alone, and what a kernel with their
 * architectures and weight types has. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_weights.h"

/* --- Bytes --- */

typedef struct gguf_bytes {
    uint8_t *at; /* by malloc */
    size_t size;
    size_t capacity;
} gguf_bytes;

/* Appends. Numbers are little-endian; a string has its length in 64 bits in front. */
void put_bytes(gguf_bytes *to, const void *bytes, size_t size);
void put8(gguf_bytes *to, uint8_t value);
void put32(gguf_bytes *to, uint32_t value);
void put64(gguf_bytes *to, uint64_t value);
void put_text(gguf_bytes *to, const char *text);

/* A key and its value. */
void put_key_u32(gguf_bytes *to, const char *key, uint32_t value);
void put_key_f32(gguf_bytes *to, const char *key, float value);
void put_key_bool(gguf_bytes *to, const char *key, bool value);
void put_key_text(gguf_bytes *to, const char *key, const char *value);

/* A key and what stands in front of an array's elements, by the specification's numbers of types.
 */
void put_key_array(gguf_bytes *to, const char *key, uint32_t type, uint64_t count);

/* --- Models --- */

/* ggml's types. */
typedef struct sample_type {
    const char *name;
    uint32_t number;
    size_t values;    /* of a block */
    size_t bytes;     /* of a block */
    int scales_at[2]; /* of float16 numbers in a block; -1: none */
    bb_dtype in_memory;
} sample_type;

extern const sample_type sample_types[];
extern const size_t sample_type_count;

typedef struct sample_options {
    const char *architecture;
    const char *type;       /* of matrices whose rows are whole blocks of it */
    const char *plain_type; /* of the others, and of vectors: F32, or one without blocks */
    uint32_t version;       /* of GGUF */
    uint32_t alignment;     /* 0: the file does not tell it */
    uint32_t dim, hidden, layers, heads, kv_heads, head_size, tokens;
    bool has_classifier, has_biases, has_head_norms, has_rope_freqs, has_merges;
    bool has_norms_behind;
    bool is_backwards; /* keys in the opposite order */

    /* Changes of the list of tensors: a name, or NULL for none. */
    const char *without; /* is not there */
    const char *twice;   /* is there twice */
    const char *of_type; /* has another type: */
    uint32_t other_type;
    const char *shifted; /* begins later */
    const char *renamed, *new_name;
    const char *extra_dimension; /* has a third one, of 2 */

    /* More keys. */
    gguf_bytes keys;
    uint32_t key_count;
    const char *without_key;
} sample_options;

/* Small: two layers, llama, F32. */
sample_options sample_small(void);

typedef struct sample_file {
    uint8_t *bytes; /* by malloc */
    size_t size;
    size_t data_at;
} sample_file;

sample_file sample_make(const sample_options *options);

/* Byte `index` of a tensor's data, as a file without changes has it: NULL if it has none. */
const uint8_t *sample_data(const sample_file *file, const sample_options *options,
                           const char *name);

/* --- The kernel around the format --- */

/* Types that are installed: bits by bb_dtype. All at first. Their panels are rows, one behind the
 * other. Architectures that are installed: "llama"; "qwen2", which has rope_halves; "gemma2", which
 * has norms_behind, too, and completes models: it wants a window, which it doubles. */
extern unsigned sample_installed;

#endif
