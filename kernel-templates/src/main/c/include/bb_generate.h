/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_GENERATE_H
#define BB_GENERATE_H

/* Generation: from a prompt to text on the console. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_sampler.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* E-MODEL-NAN: for modules that find out more of it. */
extern const bb_error_code bb_model_nan;

typedef enum bb_token_kind {
    BB_TOKEN_BEGIN,  /* an answer begins; no token */
    BB_TOKEN_PROMPT, /* a token of the prompt went into the context */
    BB_TOKEN_NEXT,   /* a sampled token, not yet in the context */
    BB_TOKEN_END,    /* the answer ended; no token */
} bb_token_kind;

typedef struct bb_token_event {
    bb_token_kind kind;
    int32_t token;
    size_t position;     /* where the token stands or will stand in the context */
    const float *logits; /* (vocabulary) that the token was sampled from, after processors; NULL
                            unless NEXT */
    const char *text;    /* the token's bytes */
    size_t length;
} bb_token_event;

/* What a listener wants: BB_STOP ends the answer before the token. */
typedef enum bb_flow { BB_CONTINUE, BB_STOP } bb_flow;

typedef enum bb_end {
    BB_END_TOKEN,       /* a token that ends a text */
    BB_END_STEPS,       /* the wanted number of steps */
    BB_END_CONTEXT,     /* the context is full */
    BB_END_INTERRUPTED, /* Ctrl-C */
    BB_END_LISTENER,    /* a listener asked for it */
} bb_end;

typedef struct bb_generate_request {
    const char *prompt;
    size_t prompt_length;
    const int32_t *tokens; /* the prompt as tokens, begin token included, instead of its text; or
                              NULL */
    size_t token_count;
    size_t steps;                /* at most so many positions, prompt included; 0: as many as fit */
    bool echo;                   /* print the prompt's tokens too, as llama2.c's run does */
    const bb_sampling *sampling; /* NULL: the sampler's options */
    const int32_t *stops; /* (stop_count) tokens that end the answer, beside the model's own */
    size_t stop_count;
} bb_generate_request;

typedef struct bb_generate_result {
    size_t prompt_tokens;
    size_t tokens;      /* generated and shown */
    uint64_t prompt_ns; /* for the prompt, to the logits after its last token */
    uint64_t decode_ns; /* for the generated tokens: sampled, shown, computed */
    bb_end end;
} bb_generate_result;

/* Adds what a later part took; the end is that part's. */
static inline void bb_generate_result_add(bb_generate_result *sum, const bb_generate_result *part)
{
    sum->prompt_tokens += part->prompt_tokens;
    sum->tokens += part->tokens;
    sum->prompt_ns += part->prompt_ns;
    sum->decode_ns += part->decode_ns;
    sum->end = part->end;
}

/*
 * Continues the context with the prompt, then with sampled tokens; prints them. A context of length
 * 0 gets the begin token first. The last token that is shown is not in the context. Fails with
 * E-PROMPT-TOO-LONG, E-PROMPT-EMPTY, E-MODEL-NAN, and what the tokenizer fails with.
 */
bb_status bb_generate(bb_kernel *kernel, const bb_generate_request *request,
                      bb_generate_result *result);

#endif
