/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_context.h"

#include "bb_hooks.h"
#include "bb_kernel.h"

void bb_context_append(bb_kernel *kernel, int32_t token)
{
    bb_context *context = &kernel->context;
    context->tokens[context->length++] = token;
    const bb_kv_event event = {.kind = BB_KV_APPEND, .length = context->length};
    bb_hooks_kv_event(kernel, &event);
}

void bb_context_truncate(bb_kernel *kernel, size_t length)
{
    if (length >= kernel->context.length) {
        return;
    }
    kernel->context.length = length;
    const bb_kv_event event = {.kind = BB_KV_TRUNCATE, .length = length};
    bb_hooks_kv_event(kernel, &event);
}
