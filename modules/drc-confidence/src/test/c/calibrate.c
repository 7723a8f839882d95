/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/token_measure.c ../../main/c/verdict.c
   ../../../../../kernel-templates/src/test/c/real_model.c */

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
#include "bb_options.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "real_model.h"
#include "sampler.h"
#include "verdict.h"

enum { WINDOW = 32, SEEDS = 10, ANSWERS = 4096, STEPS = 200, FIGURES = 3 };

struct bb_options bb_options = {.sampler = {.temperature = 0.8f, .top_p = 0.9f}};

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

static void require(bb_status status)
{
    if (status) {
        fprintf(stderr, "%s: %s\n", status->name, bb_failure_details());
        exit(1);
    }
}

static double figures[FIGURES][ANSWERS];
static size_t answers;

/* <|user|> of the demo model. */
static const int32_t user = 279;

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
        .stops = &user,
        .stop_count = chat ? 1 : 0,
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
    real_model_boot(argv[1], argv[2], argv[3]);
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
