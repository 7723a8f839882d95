/* SPDX-License-Identifier: Apache-2.0 */
#include "fake_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bb_console.h"
#include "bb_generate.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"

bb_kernel fake_kernel_state = {
    .model = {.shape = {.vocabulary = FAKE_VOCABULARY, .context = FAKE_CONTEXT}, .begin_token = 1}};

const bb_error_code bb_model_nan = {"E-MODEL-NAN", ""};

static char calls[512];

float fake_logit(int32_t token, size_t position, size_t v)
{
    return (float)((size_t)token * 5 + position * 3 + v * v) / 9.0f;
}

float *bb_forward(bb_kernel *kernel, const int32_t *tokens, size_t count)
{
    static float logits[FAKE_VOCABULARY];
    size_t length = strlen(calls);
    snprintf(calls + length, sizeof calls - length, "%zu@%zu ", count, kernel->context.length);
    if (count == 0 || kernel->context.length + count > FAKE_CONTEXT) {
        abort();
    }
    kernel->context.length += count;
    for (size_t v = 0; v < FAKE_VOCABULARY; v++) {
        logits[v] = fake_logit(tokens[count - 1], kernel->context.length - 1, v);
    }
    return logits;
}

const char *fake_calls(void)
{
    static char said[sizeof calls];
    memcpy(said, calls, sizeof calls);
    calls[0] = 0;
    return said;
}

void bb_context_truncate(bb_kernel *kernel, size_t length)
{
    kernel->context.length = length;
}

/* A token for each digit. */
bb_status bb_tokenizer_encode(bb_kernel *kernel, const char *text, size_t length, unsigned flags,
                              int32_t *out, size_t capacity, size_t *count)
{
    if (flags != BB_ENCODE_BEGIN || capacity < length + 1) {
        abort();
    }
    out[0] = kernel->model.begin_token;
    for (size_t i = 0; i < length; i++) {
        out[1 + i] = text[i] - '0';
    }
    *count = length + 1;
    return BB_OK;
}

void bb_progress_begin(const char *label, uint64_t total, bool unit_bytes)
{
    (void)label;
    (void)total;
    (void)unit_bytes;
}

void bb_progress_update(uint64_t done)
{
    (void)done;
}

void bb_progress_end(void) {}

/* --- Pages and files --- */

int fake_pages;
const char *fake_written_path;
float fake_written[FAKE_CONTEXT * FAKE_VOCABULARY];
size_t fake_written_bytes;

static const char *file_path;
static const void *file_bytes;
static size_t file_size;

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    *out = malloc(bytes);
    memset(*out, 0xaf, bytes);
    fake_pages++;
    return BB_OK;
}

void bb_platform_pages_free(void *pages, size_t bytes)
{
    (void)bytes;
    free(pages);
    fake_pages--;
}

void fake_put(const char *path, const void *bytes, size_t size)
{
    file_path = path;
    file_bytes = bytes;
    file_size = size;
}

bb_status bb_platform_file_open(const char *path, bb_source *out)
{
    BB_ERROR(missing, "E-FILE-MISSING", "");
    if (strcmp(path, file_path) != 0) {
        return bb_fail(&missing, "%s", path);
    }
    *out = fake_source(file_path, file_bytes, file_size);
    return BB_OK;
}

void bb_source_close(bb_source *source)
{
    source->handle = NULL;
}

bb_status bb_platform_file_write(const char *path, const void *bytes, size_t length)
{
    static char kept[300];
    if (length > sizeof fake_written) {
        abort();
    }
    snprintf(kept, sizeof kept, "%s", path);
    fake_written_path = kept;
    memcpy(fake_written, bytes, length);
    fake_written_bytes = length;
    return BB_OK;
}
