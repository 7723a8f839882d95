/* SPDX-License-Identifier: Apache-2.0 */
#include "fake_conversation.h"

#include <stdlib.h>
#include <string.h>

#include "bb_hooks.h"
#include "bb_options.h"
#include "bb_tokenizer.h"
#include "memory_time_travel.h"

bb_kernel kernel;
uint64_t fake_session;
struct bb_options bb_options = {.memory_time_travel = {.automatic = true}};

static int32_t *observed; /* tokens, by the events of the cache alone */
static size_t observed_length;

/* --- Hooks, as they are generated for this module --- */

void bb_hooks_kv_event(bb_kernel *from, const bb_kv_event *event)
{
    if (event->kind == BB_KV_APPEND) {
        observed[observed_length++] = from->context.tokens[event->length - 1];
    }
    observed_length = event->length;
    bb_memory_time_travel_observe(from, event);
}

size_t bb_hooks_session_size(void)
{
    return sizeof fake_session;
}

void bb_hooks_session_save(void *out)
{
    memcpy(out, &fake_session, sizeof fake_session);
}

void bb_hooks_session_restore(const void *from)
{
    memcpy(&fake_session, from, sizeof fake_session);
}

size_t bb_tokenizer_decode(bb_kernel *from, int32_t previous, int32_t token, const char **text)
{
    static const char *const words[] = {"", " red", " fox", " \xc3\xa9t\xc3\xa9", "\n", " seven"};
    (void)from;
    (void)previous;
    *text = words[(size_t)token % (sizeof words / sizeof *words)];
    return strlen(*text);
}

/* --- The conversation --- */

static size_t cache_bytes(void)
{
    return kernel.context.heads * bb_context_head_bytes(&kernel.context);
}

void fake_start(size_t layers, size_t kv_heads, size_t head_size, size_t context)
{
    fake_end();
    kernel.model.begin_token = 0;
    kernel.model.shape = (bb_shape){
        .layers = layers, .kv_heads = kv_heads, .head_size = head_size, .context = context};
    kernel.context = (bb_context){
        .tokens = malloc(context * sizeof(int32_t)),
        .type = bb_context_type(),
        .capacity = (context + BB_KEY_PANEL - 1) / BB_KEY_PANEL * BB_KEY_PANEL,
        .heads = layers * kv_heads,
        .head_size = head_size,
    };
    kernel.context.keys = malloc(cache_bytes());
    kernel.context.values = malloc(cache_bytes());
    observed = malloc(context * sizeof *observed);
    observed_length = 0;
    fake_session = 1;
}

void fake_end(void)
{
    free(kernel.context.tokens);
    free(kernel.context.keys);
    free(kernel.context.values);
    free(observed);
    observed = kernel.context.tokens = NULL;
    kernel.context.keys = kernel.context.values = NULL;
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
    return x ^ (x >> 32);
}

/* All that the cache holds of a position. The caller frees it. */
static uint8_t *row_of(size_t position)
{
    uint8_t *row = malloc(bb_context_position_bytes(&kernel.model.shape));
    bb_context_save(&kernel.context, position, row);
    return row;
}

void fake_forward(int32_t token)
{
    bb_context *context = &kernel.context;
    size_t bytes = bb_context_position_bytes(&kernel.model.shape);
    uint64_t past = fake_session;
    for (size_t i = 0; i < context->length; i++) {
        uint8_t *row = row_of(i);
        uint32_t bits;
        memcpy(&bits, row, sizeof bits);
        past = mix(past + (uint32_t)context->tokens[i] + bits);
        free(row);
    }
    uint8_t *row = malloc(bytes);
    for (size_t i = 0; i < bytes; i++) {
        row[i] = (uint8_t)mix(past + (uint32_t)token + (i << 20));
    }
    bb_context_load(context, context->length, row);
    free(row);
    fake_session = mix(past + 1);
    bb_context_append(&kernel, token);
}

void fake_answer(size_t tokens)
{
    const bb_token_event begin = {
        .kind = BB_TOKEN_BEGIN, .position = kernel.context.length, .text = ""};
    bb_memory_time_travel_hear(&kernel, &begin);
    while (tokens-- > 0 && kernel.context.length < kernel.model.shape.context) {
        fake_forward((int32_t)(fake_session % 1000));
    }
}

fake_copy fake_save(void)
{
    size_t bytes = bb_context_position_bytes(&kernel.model.shape);
    fake_copy copy = {
        .length = kernel.context.length,
        .session = fake_session,
        .tokens = malloc(kernel.model.shape.context * sizeof(int32_t)),
        .rows = malloc(kernel.context.length * bytes + 1),
    };
    memcpy(copy.tokens, kernel.context.tokens, copy.length * sizeof(int32_t));
    for (size_t i = 0; i < copy.length; i++) {
        bb_context_save(&kernel.context, i, copy.rows + i * bytes);
    }
    return copy;
}

bool fake_is(const fake_copy *copy)
{
    const bb_context *context = &kernel.context;
    size_t bytes = bb_context_position_bytes(&kernel.model.shape);
    bool same = context->length == copy->length && fake_session == copy->session &&
                memcmp(context->tokens, copy->tokens, copy->length * sizeof(int32_t)) == 0;
    for (size_t i = 0; i < copy->length && same; i++) {
        uint8_t *row = row_of(i);
        same = memcmp(row, copy->rows + i * bytes, bytes) == 0;
        free(row);
    }
    return same;
}

void fake_free(fake_copy *copy)
{
    free(copy->tokens);
    free(copy->rows);
    *copy = (fake_copy){0};
}

bool fake_observer_agrees(void)
{
    return observed_length == kernel.context.length &&
           memcmp(observed, kernel.context.tokens, observed_length * sizeof *observed) == 0;
}
