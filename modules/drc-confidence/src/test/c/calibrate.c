/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/token_measure.c ../../main/c/verdict.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/test/c/plain_matmul.c
   ../../../../../kernel-templates/src/main/c/kernel/math.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_max.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_softmax.c
   ../../../../../kernel-templates/src/main/c/kernel/rmsnorm.c
   ../../../../../kernel-templates/src/main/c/kernel/rope.c
   ../../../../../kernel-templates/src/main/c/kernel/attention.c
   ../../../../../kernel-templates/src/main/c/kernel/feed_forward.c
   ../../../../../kernel-templates/src/main/c/kernel/forward.c
   ../../../../../kernel-templates/src/main/c/kernel/multiply.c
   ../../../../../kernel-templates/src/main/c/kernel/forward_memory.c
   ../../../../../kernel-templates/src/main/c/kernel/context.c
   ../../../../../kernel-templates/src/main/c/kernel/model_shape.c
   ../../../../../kernel-templates/src/main/c/kernel/generate.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../format-llama2c/src/main/c/tensors.c
   ../../../../format-llama2c/src/main/c/finite.c
   ../../../../format-llama2c/src/main/c/header.c
   ../../../../format-llama2c/src/main/c/load.c
   ../../../../tokenizer-spm/src/main/c/vocabulary.c
   ../../../../tokenizer-spm/src/main/c/merge.c
   ../../../../tokenizer-spm/src/main/c/tokenizer_spm.c
   ../../../../sampler/src/main/c/nucleus.c
   ../../../../sampler/src/main/c/sampler.c */

/*
 * Measures the confidence of real answers, for the thresholds in the README:
 *
 *     calibrate FOLDER MODEL TOKENIZER PROMPTS chat|text
 *
 * Each line of the file PROMPTS is answered once greedily and with ten seeds at temperature 0.8 and
 * top-p 0.9, in a fresh conversation. Prints confidence, least confidence of a window of 32 tokens,
 * and normalised entropy of every answer, then the deciles.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bb_generate.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "format_llama2c.h"
#include "sampler.h"
#include "tokenizer_spm.h"
#include "verdict.h"

enum { WINDOW = 32, SEEDS = 10, ANSWERS = 4096, STEPS = 200, FIGURES = 3 };

struct bb_options bb_options = {.sampler = {.temperature = 0.8f, .top_p = 0.9f}};

static bb_kernel kernel;
static bb_answer_measure answer;
static double logs[1024];
static double least_window;

void bb_hooks_kv_event(bb_kernel *from, const bb_kv_event *event)
{
    (void)from;
    (void)event;
}

void bb_hooks_process_logits(bb_kernel *from, bb_logits *logits)
{
    (void)from;
    (void)logits;
}

bb_flow bb_hooks_token(bb_kernel *from, const bb_token_event *event)
{
    if (event->kind == BB_TOKEN_BEGIN) {
        answer = (bb_answer_measure){0};
        least_window = 0.0;
    }
    if (event->kind != BB_TOKEN_NEXT) {
        return BB_CONTINUE;
    }
    size_t vocabulary = from->model.shape.vocabulary;
    bb_token_measure measure = bb_token_measure_of(event->logits, vocabulary, event->token);
    logs[answer.tokens] = measure.log_probability;
    bb_answer_add(&answer, measure, 0, event->token, vocabulary);
    double sum = 0.0;
    for (size_t i = answer.tokens; i-- > 0 && i + WINDOW >= answer.tokens;) {
        sum += logs[i];
    }
    if (answer.tokens >= WINDOW && sum < least_window) {
        least_window = sum;
    }
    return BB_CONTINUE;
}

bb_status bb_tokenizer_encode(bb_kernel *from, const char *text, size_t length, bool begin,
                              int32_t *out, size_t capacity, size_t *count)
{
    return bb_tokenizer_spm_encode(from, text, length, begin, out, capacity, count);
}

size_t bb_tokenizer_decode(bb_kernel *from, int32_t previous, int32_t token, const char **text)
{
    return bb_tokenizer_spm_decode(from, previous, token, text);
}

int32_t bb_sampler_sample(bb_kernel *from, bb_logits *logits, const bb_sampling *settings)
{
    return bb_sampler_pick(from, logits, settings);
}

bool bb_platform_entropy(void *out, size_t length)
{
    memset(out, 7, length);
    return true;
}

static void require(bb_status status)
{
    if (status) {
        fprintf(stderr, "%s: %s\n", status->name, bb_failure_details());
        exit(1);
    }
}

static void boot(const char *folder, const char *model, const char *tokenizer)
{
    size_t model_size;
    size_t tokenizer_size;
    char *model_bytes = fake_file(folder, model, &model_size);
    char *tokenizer_bytes = fake_file(folder, tokenizer, &tokenizer_size);
    bb_source source = fake_source(model, model_bytes, model_size);
    kernel.tokenizer_source = fake_source(tokenizer, tokenizer_bytes, tokenizer_size);
    require(bb_format_llama2c_header(&kernel, &source));
    require(bb_format_llama2c_load(&kernel, &source));
    require(bb_forward_prepare(&kernel));
    require(bb_tokenizer_spm_load(&kernel, &kernel.tokenizer_source));
    require(bb_sampler_boot(&kernel));
    free(model_bytes);
    free(tokenizer_bytes);
}

static double figures[FIGURES][ANSWERS];
static size_t answers;

static void measure(const char *line, bool chat, int seed)
{
    static const bb_sampling greedy = {.temperature = 0.0f};
    const bb_option option = {.value = &bb_options.sampler.seed};
    char prompt[1024];
    snprintf(prompt, sizeof prompt, chat ? "<|user|>\n%s\n<|assistant|>\n" : "%s", line);
    bb_options.sampler.seed = seed;
    bb_sampler_option_changed(&kernel, &option);
    bb_context_truncate(&kernel, 0);
    const bb_generate_request request = {
        .prompt = prompt,
        .prompt_length = strlen(prompt),
        .steps = STEPS,
        .sampling = seed == 0 ? &greedy : NULL,
        .stop = chat ? "<|user|>" : NULL,
    };
    bb_generate_result result;
    require(bb_generate(&kernel, &request, &result));
    if (answer.tokens == 0 || answers == ANSWERS) {
        return;
    }
    figures[0][answers] = (double)bb_confidence_of(answer.log_sum, answer.tokens);
    figures[1][answers] = answer.tokens < WINDOW ? figures[0][answers]
                                                 : (double)bb_confidence_of(least_window, WINDOW);
    figures[2][answers] = answer.entropy_sum / (double)answer.tokens;
    printf("%.3f %.3f %.3f %s: %s", figures[0][answers], figures[1][answers], figures[2][answers],
           line, fake_output());
    answers++;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_deciles(void)
{
    static const char *const names[FIGURES] = {"confidence", "least window", "entropy"};
    for (size_t i = 0; i < FIGURES && answers > 0; i++) {
        qsort(figures[i], answers, sizeof(double), ascending);
        printf("# %-12s", names[i]);
        for (size_t decile = 0; decile <= 10; decile++) {
            printf(" %.3f", figures[i][decile * (answers - 1) / 10]);
        }
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "calibrate FOLDER MODEL TOKENIZER PROMPTS chat|text\n");
        return 2;
    }
    boot(argv[1], argv[2], argv[3]);
    char *prompts = fake_file(".", argv[4], NULL);
    for (char *line = strtok(prompts, "\n"); line; line = strtok(NULL, "\n")) {
        for (int seed = 0; seed <= SEEDS; seed++) {
            measure(line, strcmp(argv[5], "chat") == 0, seed);
        }
    }
    print_deciles();
    free(prompts);
    fake_free_arenas();
    return 0;
}
