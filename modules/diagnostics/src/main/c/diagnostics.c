/* SPDX-License-Identifier: Apache-2.0 */
/* Boot steps, and what is heard while tokens come. */
#include "diagnostics.h"

#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "matmul.h"
#include "selftest.h"
#include "show.h"
#include "statistics.h"

/* The first value that was no finite number, in the answer that is being made. */
static struct {
    bool found;
    size_t layer;
    size_t position;
    size_t element;
    float value;
} culprit;

static bool layers_wanted; /* by /layers, for one token */

static size_t first_position; /* of the answer's own tokens */
static size_t answer_tokens;
static int32_t latest_token;
static bool logits_there; /* the model has computed some since the boot */

static void check(const bb_layer_output *output)
{
    size_t element = bb_first_not_finite(output->values, output->count);
    if (element < output->count && !culprit.found) {
        culprit.found = true;
        culprit.layer = output->layer;
        culprit.position = output->position;
        culprit.element = element;
        culprit.value = output->values[element];
    }
}

/* Prints a line of /layers. The answer's frame is left, so that its text stays what it is. */
static void print_layer(const bb_kernel *kernel, const bb_layer_output *output)
{
    bb_statistics figures = bb_statistics_of(output->values, output->count);
    bool logits = output->layer == kernel->model.shape.layers;
    bb_console_frame_end();
    if (output->layer == 0) {
        bb_print("\n%6s %10s %10s %10s %10s  (position %zu)\n", "layer", "min", "max", "mean",
                 "rms", output->position);
    }
    if (logits) {
        bb_print("logits");
    } else {
        bb_print("%6zu", output->layer);
    }
    bb_print(" %10.4f %10.4f %10.4f %10.4f\n", (double)figures.least, (double)figures.greatest,
             figures.mean, figures.root_mean_square);
    bb_console_frame_begin();
}

static void set_probe(bb_kernel *kernel);

static void probe(bb_kernel *kernel, const bb_layer_output *output)
{
    if (bb_options.diagnostics.check) {
        check(output);
    }
    if (layers_wanted && output->is_last) {
        print_layer(kernel, output);
        if (output->layer == kernel->model.shape.layers) {
            layers_wanted = false;
            set_probe(kernel);
        }
    }
}

/* The forward pass calls nobody if nothing is wanted. */
static void set_probe(bb_kernel *kernel)
{
    kernel->probe = bb_options.diagnostics.check || layers_wanted ? probe : NULL;
}

bb_status bb_diagnostics_boot(bb_kernel *kernel)
{
    set_probe(kernel);
    bb_boot_detail("%s", bb_options.diagnostics.check ? "every layer is checked for NaN" : "");
    return BB_OK;
}

bb_status bb_diagnostics_selftest_boot(bb_kernel *kernel)
{
    bb_status status = bb_selftest_run(&kernel->cpu);
    if (!status) {
        bb_boot_detail("matrix kernels are right");
    }
    return status;
}

void bb_diagnostics_option_changed(bb_kernel *kernel, const bb_option *option)
{
    if (option->value == &bb_options.diagnostics.check) {
        set_probe(kernel);
    }
}

bb_status bb_diagnostics_layers(bb_kernel *kernel, const char *arguments)
{
    (void)arguments;
    layers_wanted = true;
    set_probe(kernel);
    bb_print("the next token's layers will be shown\n");
    return BB_OK;
}

bool bb_diagnostics_has_logits(void)
{
    return logits_there;
}

/* The answer's ids: the context has all of them but, perhaps, the latest. */
static void print_tokens(const bb_kernel *kernel)
{
    const bb_context *context = &kernel->context;
    bb_print("tokens:");
    for (size_t i = 0; i < answer_tokens; i++) {
        size_t position = first_position + i;
        bb_print(" %d", position < context->length ? context->tokens[position] : latest_token);
    }
    bb_print("\n");
}

static void hear_next(bb_kernel *kernel, const bb_token_event *event)
{
    if (answer_tokens++ == 0) {
        first_position = event->position;
    }
    latest_token = event->token;
    if (bb_options.diagnostics.logits > 0) {
        bb_console_frame_end();
        bb_show_likely(kernel, event->logits, (size_t)bb_options.diagnostics.logits);
        bb_console_frame_begin();
    }
}

static void hear_end(const bb_kernel *kernel)
{
    if (bb_options.diagnostics.tokens) {
        print_tokens(kernel);
    }
    if (culprit.found) {
        /* The answer fails with E-MODEL-NAN; these details replace the ones of the logits. */
        const char *what =
            culprit.layer == kernel->model.shape.layers ? "logits" : "residual stream";
        bb_fail(&bb_model_nan, "layer %zu of %zu, position %zu: element %zu of the %s is %.1f",
                culprit.layer, kernel->model.shape.layers, culprit.position, culprit.element, what,
                (double)culprit.value);
    }
}

bb_flow bb_diagnostics_hear(bb_kernel *kernel, const bb_token_event *event)
{
    switch (event->kind) {
    case BB_TOKEN_BEGIN:
        culprit.found = false;
        answer_tokens = 0;
        break;
    case BB_TOKEN_PROMPT:
        logits_there = true;
        break;
    case BB_TOKEN_NEXT:
        hear_next(kernel, event);
        break;
    case BB_TOKEN_END:
        hear_end(kernel);
        break;
    }
    return BB_CONTINUE;
}
