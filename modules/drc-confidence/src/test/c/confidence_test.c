/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/token_measure.c ../../main/c/verdict.c ../../main/c/drc_confidence.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/main/c/kernel/math.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_max.c */

/* Measures against long double; the verdict, the stop and what a rewind brings back. */
#include "drc_confidence.h"

#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_test.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"

enum { VOCABULARY = 40, CONTEXT = 64 };

struct bb_options bb_options;

static bb_kernel kernel;
static int32_t context[CONTEXT];

size_t bb_tokenizer_decode(bb_kernel *from, int32_t previous, int32_t token, const char **text)
{
    static const char *const words[] = {" fox", " spoon", "\n"};
    (void)from;
    (void)previous;
    *text = words[token % 3];
    return strlen(*text);
}

/* --- Measures --- */

static void check_measure(const float *logits, size_t count, int32_t token)
{
    long double greatest = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        greatest = fmaxl(greatest, (long double)logits[i]);
    }
    long double mass = 0.0L;
    for (size_t i = 0; i < count; i++) {
        mass += expl((long double)logits[i] - greatest);
    }
    long double entropy = 0.0L;
    for (size_t i = 0; i < count; i++) {
        long double p = expl((long double)logits[i] - greatest) / mass;
        entropy -= p > 0.0L ? p * logl(p) : 0.0L;
    }
    long double expected = (long double)logits[token] - greatest - logl(mass);
    bb_token_measure measure = bb_token_measure_of(logits, count, token);
    CHECK_NEAR(measure.log_probability, expected, 2e-6 * fabsl(expected) + 2e-6);
    CHECK_NEAR(measure.entropy, entropy, 2e-5);
    CHECK(measure.log_probability <= 0.0f && measure.entropy >= 0.0f);
}

/* All lengths around the block of 1024, all kinds of spread, greatest values anywhere. */
TEST(measures)
{
    static const size_t counts[] = {1, 2, 3, 17, 512, 1023, 1024, 1025, 2049, 32000};
    static const float spreads[] = {0.0f, 0.01f, 1.0f, 20.0f, 1e4f};
    static float logits[32000];
    uint64_t state = 3;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++) {
            for (int round = 0; round < 4; round++) {
                for (size_t i = 0; i < counts[c]; i++) {
                    float unit = (float)(bb_test_random(&state) % 20001) * 1e-4f - 1.0f;
                    bool out = round == 3 && i > 0 && bb_test_random(&state) % 2 == 0;
                    /* rising, falling, level; and half of the tokens ruled out */
                    float slope = round == 1   ? (float)i * 1e-3f
                                  : round == 2 ? (float)i * -1e-3f
                                               : 0;
                    logits[i] = out ? -INFINITY : unit * spreads[s] + slope;
                }
                check_measure(logits, counts[c], 0);
                size_t token = bb_test_random(&state) % counts[c];
                if (logits[token] > -INFINITY) {
                    check_measure(logits, counts[c], (int32_t)token);
                }
            }
        }
    }
    /* A first block that is ruled out as a whole. */
    for (size_t i = 0; i < 2048; i++) {
        logits[i] = i < 1024 ? -INFINITY : (float)(i % 7);
    }
    check_measure(logits, 2048, 1500);
}

TEST(extremes)
{
    const float sure[] = {-3e38f, 3e38f, -INFINITY};
    bb_token_measure measure = bb_token_measure_of(sure, 3, 1);
    CHECK(measure.log_probability == 0.0f && measure.entropy == 0.0f);
    const float even[] = {5.0f, 5.0f, 5.0f, 5.0f};
    measure = bb_token_measure_of(even, 4, 2);
    CHECK_NEAR(measure.log_probability, -log(4), 1e-6);
    CHECK_NEAR(measure.entropy, log(4), 1e-6);
}

TEST(verdicts)
{
    CHECK_EQUAL(bb_verdict_of(0.7f, 0.7f, 0.6f), BB_VERDICT_ACCEPT);
    CHECK_EQUAL(bb_verdict_of(0.69f, 0.7f, 0.6f), BB_VERDICT_WARN);
    CHECK_EQUAL(bb_verdict_of(0.6f, 0.7f, 0.6f), BB_VERDICT_WARN);
    CHECK_EQUAL(bb_verdict_of(0.59f, 0.7f, 0.6f), BB_VERDICT_REFUSE);
    CHECK_NEAR(bb_confidence_of(3 * log(0.5), 3), 0.5, 1e-6);
    CHECK(bb_confidence_of(0.0, 0) == 1.0f);
    CHECK(bb_confidence_of(-1e6, 2) == 0.0f);
}

/* --- Answers --- */

static void start(void)
{
    kernel.model.shape.vocabulary = VOCABULARY;
    kernel.model.shape.context = CONTEXT;
    kernel.context.tokens = context;
    kernel.context.length = 1;
    bb_options.drc_confidence.accept = 0.7f;
    bb_options.drc_confidence.refuse = 0.5f;
    bb_options.drc_confidence.window = 3;
    bb_options.drc_confidence.stop = BB_DRC_CONFIDENCE_STOP_NEVER;
    bb_options.drc_confidence.show = BB_DRC_CONFIDENCE_SHOW_SUMMARY;
    fake_free_arenas();
    CHECK(bb_drc_confidence_boot(&kernel) == BB_OK);
    fake_output();
}

static void hear(bb_token_kind kind)
{
    const bb_token_event event = {.kind = kind, .position = kernel.context.length, .text = ""};
    CHECK_EQUAL(bb_drc_confidence_hear(&kernel, &event), BB_CONTINUE);
}

/* A token of a probability; the others share the rest. */
static bb_flow next(int32_t token, double probability)
{
    float logits[VOCABULARY];
    for (size_t i = 0; i < VOCABULARY; i++) {
        logits[i] = (float)log((1.0 - probability) / (VOCABULARY - 1));
    }
    logits[token] = (float)log(probability);
    const bb_token_event event = {.kind = BB_TOKEN_NEXT,
                                  .token = token,
                                  .position = kernel.context.length,
                                  .logits = logits,
                                  .text = ""};
    bb_flow flow = bb_drc_confidence_hear(&kernel, &event);
    context[kernel.context.length++] = token;
    return flow;
}

TEST(summary)
{
    start();
    hear(BB_TOKEN_BEGIN);
    hear(BB_TOKEN_PROMPT);
    next(0, 0.9);
    next(1, 0.05);
    next(2, 0.9);
    hear(BB_TOKEN_END);
    /* geometric mean of 0.9, 0.05, 0.9: 0.343 */
    CHECK(strncmp(fake_output(),
                  "confidence: refuse (0.34, perplexity 2.91, least 5.0% at \" spoon\", entropy ",
                  75) == 0);
    bb_options.drc_confidence.show = BB_DRC_CONFIDENCE_SHOW_TOKENS;
    hear(BB_TOKEN_BEGIN);
    next(2, 0.5);
    hear(BB_TOKEN_END);
    const char *output = fake_output();
    CHECK(strncmp(output, "probability  entropy  token\n     50.00%     0.68  \"\\n\"\n", 55) == 0);
    CHECK(strstr(output, "confidence: warn (0.50, perplexity 2.00, least 50.0%") != NULL);
    CHECK(strstr(output, "0% of 1 tokens below 10%)\n") != NULL);
    bb_options.drc_confidence.show = BB_DRC_CONFIDENCE_SHOW_OFF;
    hear(BB_TOKEN_BEGIN);
    next(2, 0.5);
    hear(BB_TOKEN_END);
    CHECK_TEXT(fake_output(), "");
    bb_options.drc_confidence.show = BB_DRC_CONFIDENCE_SHOW_SUMMARY;
    hear(BB_TOKEN_BEGIN);
    hear(BB_TOKEN_END); /* interrupted at once: there is nothing to say */
    CHECK_TEXT(fake_output(), "");
}

TEST(stop)
{
    start();
    bb_options.drc_confidence.stop = BB_DRC_CONFIDENCE_STOP_REFUSE;
    hear(BB_TOKEN_BEGIN);
    CHECK_EQUAL(next(0, 0.3), BB_CONTINUE); /* no whole window yet */
    CHECK_EQUAL(next(0, 0.3), BB_CONTINUE);
    CHECK_EQUAL(next(0, 1.0 - 1e-7), BB_STOP); /* 0.448 */
    kernel.context.length--;
    hear(BB_TOKEN_END);
    CHECK(strncmp(fake_output(), "(stopped: the last 3 tokens, up to \" fox\", were too unsure)\n",
                  60) == 0);

    start();
    bb_options.drc_confidence.stop = BB_DRC_CONFIDENCE_STOP_REFUSE;
    hear(BB_TOKEN_BEGIN);
    for (int i = 0; i < 9; i++) {
        CHECK_EQUAL(next(0, 0.6), BB_CONTINUE); /* warn only */
    }
    bb_options.drc_confidence.stop = BB_DRC_CONFIDENCE_STOP_WARN;
    CHECK_EQUAL(next(0, 0.6), BB_STOP);
    bb_options.drc_confidence.stop = BB_DRC_CONFIDENCE_STOP_NEVER;
    CHECK_EQUAL(next(0, 0.001), BB_CONTINUE);
    hear(BB_TOKEN_END);
    CHECK(strstr(fake_output(), "stopped") == NULL);
}

TEST(command)
{
    start();
    bb_drc_confidence_command(&kernel, "");
    CHECK_TEXT(fake_output(), "no answer yet\n");
    hear(BB_TOKEN_BEGIN);
    next(0, 0.9);
    hear(BB_TOKEN_END);
    char first[1024];
    strcpy(first, fake_output());

    /* A checkpoint between the answers, whichever listener hears the begin first. */
    hear(BB_TOKEN_BEGIN);
    bb_answer_measure checkpoint = bb_drc_confidence_state;
    next(1, 0.2);
    next(1, 0.2);
    hear(BB_TOKEN_END);
    fake_output();
    bb_drc_confidence_command(&kernel, "");
    CHECK(strncmp(fake_output(), "probability  entropy  token\n", 28) == 0);
    bb_drc_confidence_state = checkpoint;
    bb_drc_confidence_command(&kernel, "");
    const char *output = fake_output();
    CHECK(strncmp(output, "(the tokens of this answer were overwritten", 43) == 0);
    CHECK_TEXT(strchr(output, '\n') + 1, first);
}

TEST(full_context)
{
    start();
    hear(BB_TOKEN_BEGIN);
    for (size_t i = 1; i <= CONTEXT; i++) {
        kernel.context.length = i;
        float logits[VOCABULARY] = {0};
        const bb_token_event event = {
            .kind = BB_TOKEN_NEXT, .position = i, .logits = logits, .text = ""};
        bb_drc_confidence_hear(&kernel, &event);
    }
    hear(BB_TOKEN_END);
    CHECK_EQUAL(bb_drc_confidence_state.tokens, CONTEXT);
    CHECK(strstr(fake_output(), "entropy 1.00, 100% of 64 tokens below 10%") != NULL);
}

int main(void)
{
    int failed = RUN(measures) | RUN(extremes) | RUN(verdicts) | RUN(summary) | RUN(stop) |
                 RUN(command) | RUN(full_context);
    fake_free_arenas();
    return failed;
}
