/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "gguf_sample.h"

/* The specification's numbers of types. */
enum { UINT32 = 4, FLOAT32 = 6, BOOL = 7, STRING = 8, ARRAY = 9 };

void put_bytes(gguf_bytes *to, const void *bytes, size_t size)
{
    if (to->size + size > to->capacity) {
        to->capacity = 2 * (to->size + size);
        to->at = realloc(to->at, to->capacity);
    }
    if (size > 0) {
        memcpy(to->at + to->size, bytes, size);
    }
    to->size += size;
}

void put8(gguf_bytes *to, uint8_t value)
{
    put_bytes(to, &value, sizeof value);
}

void put32(gguf_bytes *to, uint32_t value)
{
    put_bytes(to, &value, sizeof value);
}

void put64(gguf_bytes *to, uint64_t value)
{
    put_bytes(to, &value, sizeof value);
}

void put_text(gguf_bytes *to, const char *text)
{
    put64(to, strlen(text));
    put_bytes(to, text, strlen(text));
}

void put_key_u32(gguf_bytes *to, const char *key, uint32_t value)
{
    put_text(to, key);
    put32(to, UINT32);
    put32(to, value);
}

void put_key_f32(gguf_bytes *to, const char *key, float value)
{
    put_text(to, key);
    put32(to, FLOAT32);
    put_bytes(to, &value, sizeof value);
}

void put_key_bool(gguf_bytes *to, const char *key, bool value)
{
    put_text(to, key);
    put32(to, BOOL);
    put8(to, value);
}

void put_key_text(gguf_bytes *to, const char *key, const char *value)
{
    put_text(to, key);
    put32(to, STRING);
    put_text(to, value);
}

void put_key_array(gguf_bytes *to, const char *key, uint32_t type, uint64_t count)
{
    put_text(to, key);
    put32(to, ARRAY);
    put32(to, type);
    put64(to, count);
}
