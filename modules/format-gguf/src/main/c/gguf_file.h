/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_FILE_H
#define GGUF_FILE_H

/* What is known of a GGUF file before its weights are read. */
#include "gguf_facts.h"
#include "gguf_inventory.h"

/* Bytes of a chat template that are kept. */
#define GGUF_CHAT_TEMPLATE 65536

typedef struct gguf_file {
    uint64_t tensor_count;
    uint64_t key_count;
    uint64_t tensors_at; /* the list of tensors */
    uint64_t data_at;
    uint64_t alignment;
    gguf_facts facts;
    gguf_inventory inventory;
} gguf_file;

/* Reads magic, version and counts, which are the first bytes of the file. */
bb_status bb_format_gguf_read_head(gguf_stream *stream, gguf_file *file);

/* Bytes of the file's chat template that are kept. */
static inline size_t gguf_chat_template_bytes(const gguf_file *file)
{
    uint64_t bytes = file->facts.chat_template.count;
    return bytes < GGUF_CHAT_TEMPLATE ? (size_t)bytes : GGUF_CHAT_TEMPLATE;
}

#endif
