/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_H
#define BENCH_H

/* The commands of module bench. Each forgets the conversation. */
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * /bench: the time for a prompt, and for tokens decoded one by one, without tokenizer and sampler.
 * Fails with E-BENCH-CONTEXT if the context is too short.
 */
bb_status bb_bench_speed(bb_kernel *kernel, const char *arguments);

/*
 * /perplexity FILE: how well the model foresees a text, a file of the boot volume. Fails with
 * E-BENCH-TEXT if there is nothing in it to foresee, and as reading and encoding it does.
 */
bb_status bb_bench_perplexity(bb_kernel *kernel, const char *arguments);

/*
 * /save-logits FILE: the logits, float32, behind each batch of the tokens, int32, that a file of
 * the boot volume holds, both little-endian. They go to FILE with ".logits" behind its name. Fails
 * with E-BENCH-TOKENS if the tokens are not the model's or do not fit the context, and as reading
 * and writing files does.
 */
bb_status bb_bench_save_logits(bb_kernel *kernel, const char *arguments);

#endif
