/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "gguf_vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_kernel.h"

enum value_type { UINT32 = 4, INT32 = 5, FLOAT32 = 6, BOOL = 7, STRING = 8, ARRAY = 9 };

typedef struct text {
    const char *bytes;
    uint64_t length;
} text;

static const char *at;

static uint64_t number(size_t size)
{
    uint64_t value = 0;
    memcpy(&value, at, size);
    at += size;
    return value;
}

static text string(void)
{
    text read = {.length = number(8)};
    read.bytes = at;
    at += read.length;
    return read;
}

static size_t size_of(uint64_t type)
{
    static const size_t sizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    if (type >= sizeof sizes / sizeof *sizes || sizes[type] == 0) {
        fprintf(stderr, "GGUF type %d\n", (int)type);
        exit(1);
    }
    return sizes[type];
}

static bool is(text key, const char *name)
{
    return key.length == strlen(name) && memcmp(key.bytes, name, key.length) == 0;
}

static void read_array(text key, bb_vocabulary *vocabulary)
{
    uint64_t type = number(4);
    uint64_t count = number(8);
    bb_piece *pieces = (bb_piece *)(uintptr_t)vocabulary->pieces;
    if (is(key, "tokenizer.ggml.merges")) {
        vocabulary->merges = calloc(count, sizeof(bb_merge));
        vocabulary->merge_count = count;
    } else if (strncmp(key.bytes, "tokenizer.ggml.", 15) == 0 && pieces == NULL) {
        pieces = calloc(count, sizeof(bb_piece));
        vocabulary->pieces = pieces;
        vocabulary->count = count;
        for (uint64_t i = 0; i < count; i++) {
            pieces[i].type = BB_TOKEN_TYPE_NORMAL;
        }
    }
    for (uint64_t i = 0; i < count; i++) {
        if (is(key, "tokenizer.ggml.tokens")) {
            text read = string();
            pieces[i].text = read.bytes;
            pieces[i].length = (uint32_t)read.length;
        } else if (is(key, "tokenizer.ggml.merges")) {
            text read = string();
            bb_merge *merges = (bb_merge *)(uintptr_t)vocabulary->merges;
            merges[i] = (bb_merge){.text = read.bytes, .length = (uint32_t)read.length};
        } else if (is(key, "tokenizer.ggml.scores")) {
            memcpy(&pieces[i].score, at, 4);
            at += 4;
        } else if (is(key, "tokenizer.ggml.token_type")) {
            pieces[i].type = (bb_token_type)number(4);
        } else if (type == STRING) {
            string();
        } else {
            at += size_of(type);
        }
    }
}

static char *copy(text from)
{
    char *made = calloc(1, from.length + 1);
    memcpy(made, from.bytes, from.length);
    return made;
}

static void read_number(text key, uint64_t value, bb_vocabulary *vocabulary)
{
    if (is(key, "tokenizer.ggml.bos_token_id")) {
        vocabulary->begin_token = (int32_t)value;
    } else if (is(key, "tokenizer.ggml.eos_token_id")) {
        vocabulary->end_token = (int32_t)value;
    } else if (is(key, "tokenizer.ggml.eot_token_id")) {
        vocabulary->end_of_turn_token = (int32_t)value;
    } else if (is(key, "tokenizer.ggml.unknown_token_id")) {
        vocabulary->unknown_token = (int32_t)value;
    } else if (is(key, "tokenizer.ggml.add_bos_token")) {
        vocabulary->add_begin = value != 0;
    } else if (is(key, "tokenizer.ggml.add_space_prefix")) {
        vocabulary->add_space_prefix = value != 0;
    }
}

static void read_value(text key, bb_vocabulary *vocabulary)
{
    uint64_t type = number(4);
    if (type == ARRAY) {
        read_array(key, vocabulary);
    } else if (type != STRING) {
        read_number(key, number(size_of(type)), vocabulary);
    } else {
        char *value = copy(string());
        if (is(key, "tokenizer.ggml.model")) {
            vocabulary->model = value;
            vocabulary->add_begin = vocabulary->add_space_prefix = strcmp(value, "llama") == 0;
        } else if (is(key, "tokenizer.ggml.pre")) {
            vocabulary->pre = value;
        }
    }
}

bb_vocabulary gguf_vocabulary(const char *folder, const char *name)
{
    bb_vocabulary vocabulary = {.model = "",
                                .pre = "",
                                .begin_token = -1,
                                .end_token = -1,
                                .end_of_turn_token = -1,
                                .unknown_token = -1};
    at = fake_file(folder, name, NULL);
    if (memcmp(at, "GGUF", 4) != 0) {
        fprintf(stderr, "%s is no GGUF file\n", name);
        exit(1);
    }
    at += 8 + 8; /* magic, version, number of tensors */
    for (uint64_t left = number(8); left > 0; left--) {
        read_value(string(), &vocabulary);
    }
    return vocabulary;
}

bb_vocabulary gguf_vocabulary_at(const char *path)
{
    char folder[1024];
    const char *name = strrchr(path, '/');
    if (name == NULL || (size_t)(name - path) >= sizeof folder) {
        fprintf(stderr, "%s is no path\n", path);
        exit(1);
    }
    memcpy(folder, path, (size_t)(name - path));
    folder[name - path] = 0;
    return gguf_vocabulary(folder, name + 1);
}

size_t gguf_text_bytes(const bb_vocabulary *vocabulary)
{
    size_t bytes = 0;
    for (size_t i = 0; i < vocabulary->count; i++) {
        bytes += vocabulary->pieces[i].length;
    }
    return bytes;
}

const char *gguf_folder(void)
{
    static char folder[1024];
    snprintf(folder, sizeof folder, "%s/../vocabs", fake_models());
    return folder;
}
