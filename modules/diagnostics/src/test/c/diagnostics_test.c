/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/diagnostics.c ../../main/c/commands.c ../../main/c/show.c
   ../../main/c/statistics.c
   ../../main/c/selftest.c ../../main/c/problem.c
   ../../../../matmul/src/main/c/weights_f32.c
   ../../../../weights-q8-0/src/main/c/weights_q8_0.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/main/c/kernel/math.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */

/* What is heard while tokens come, and the commands. */
#include "diagnostics.h"

#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_test.h"
#include "bb_tokenizer.h"
#include "fake_kernel.h"
#include "matmul.h"
#include "weights_f32.h"
#include "weights_q8_0.h"

const bb_error_code bb_model_nan = {"E-MODEL-NAN", ""};

enum { LAYERS = 3, DIM = 8, VOCABULARY = 6, CONTEXT = 16 };

struct bb_options bb_options;

static bb_kernel kernel;
static int32_t context[CONTEXT];
static float residual[DIM];
static float logits[VOCABULARY];

/* --- What surrounds the module --- */

const bb_weight_type bb_matmul_types[] = {
    {"F32", BB_DTYPE_F32, false, bb_matmul_pack_f32, bb_matmul_unpack_f32},
    {"Q8_0", BB_DTYPE_Q8_0, true, bb_weights_q8_0_pack, bb_weights_q8_0_unpack}};
const size_t bb_matmul_type_count = 2;

const bb_matmul_kernel bb_matmul_kernels[] = {
    {"avx512-f32", "avx512", BB_DTYPE_F32, BB_CPU_AVX512F},
    {"reference-f32", "reference", BB_DTYPE_F32, 0},
    {"reference-q8_0", "reference", BB_DTYPE_Q8_0, 0}};
const size_t bb_matmul_kernel_count = 3;

const bb_weight_type *bb_weight_type_of(bb_dtype type)
{
    return &bb_matmul_types[type == BB_DTYPE_Q8_0];
}

bool bb_matmul_usable(const bb_cpu *cpu, size_t matrix_kernel)
{
    uint32_t needed = bb_matmul_kernels[matrix_kernel].features;
    return (cpu->features & needed) == needed;
}

size_t bb_matmul_chosen(bb_dtype type)
{
    return type == BB_DTYPE_F32 ? 1 : 2;
}

void bb_matmul_run_kernel(size_t matrix_kernel, const bb_matmul_args *args)
{
    CHECK(matrix_kernel == 1 || matrix_kernel == 2);
    if (matrix_kernel == 1) {
        bb_matmul_reference_f32(args);
    } else {
        bb_weights_q8_0_reference(args);
    }
}

static size_t quantized;

static void quantize(int8_t *quants, float *scales, int32_t *sums, const float *x, size_t stride,
                     size_t cols, size_t tokens)
{
    (void)x;
    (void)stride;
    memset(quants, 1, cols * tokens);
    scales[0] = 1.0f;
    sums[0] = 32;
    quantized++;
}

const bb_vector_set *bb_vector(void)
{
    static const bb_vector_set set = {.quantize = quantize};
    return &set;
}

size_t bb_tokenizer_decode(bb_kernel *from, int32_t previous, int32_t token, const char **text)
{
    static const char *const words[VOCABULARY] = {"", " a", "\n", " fox", "\xc3\xa9", "x"};
    (void)from;
    (void)previous;
    *text = words[token];
    return strlen(*text);
}

bb_status bb_platform_memory_map(bb_memory_region *out, size_t capacity, size_t *count)
{
    *count = capacity + 2;
    for (size_t i = 0; i < capacity; i++) {
        out[i] = (bb_memory_region){.bytes = 1 << 20, .type = i == 5 ? 0x80000000 : i % 2 * 7};
    }
    return BB_OK;
}

const char *bb_platform_memory_type(uint32_t type)
{
    return type == 0 ? "reserved" : type == 7 ? "conventional" : "other";
}

/* --- A token, as bb_forward and bb_generate tell of it --- */

static void start(void)
{
    kernel.model.shape =
        (bb_shape){.layers = LAYERS, .dim = DIM, .vocabulary = VOCABULARY, .context = CONTEXT};
    kernel.context = (bb_context){.tokens = context};
    kernel.forward.logits = logits;
    bb_options.diagnostics.check = true;
    bb_options.diagnostics.tokens = false;
    bb_options.diagnostics.logits = 0;
    for (size_t i = 0; i < DIM; i++) {
        residual[i] = (float)i - 2.0f;
    }
    for (size_t i = 0; i < VOCABULARY; i++) {
        logits[i] = (float)i;
    }
    CHECK(bb_diagnostics_boot(&kernel) == BB_OK);
    fake_output();
    fake_failure();
}

static void hear(bb_token_kind kind, int32_t token)
{
    const bb_token_event event = {.kind = kind,
                                  .token = token,
                                  .position = kernel.context.length,
                                  .logits = kind == BB_TOKEN_NEXT ? logits : NULL,
                                  .text = ""};
    CHECK_EQUAL(bb_diagnostics_hear(&kernel, &event), BB_CONTINUE);
}

static void output(size_t layer, const float *values, size_t count)
{
    kernel.probe(&kernel, &(bb_layer_output){.layer = layer,
                                             .position = kernel.context.length,
                                             .is_last = true,
                                             .values = values,
                                             .count = count});
}

/* Layer `bad` has the value. */
static void forward(int32_t token, size_t bad, float value)
{
    for (size_t layer = 0; layer < LAYERS && kernel.probe; layer++) {
        float kept = residual[5];
        residual[5] = layer == bad ? value : kept;
        output(layer, residual, DIM);
        residual[5] = kept;
    }
    if (kernel.probe) {
        float kept = logits[2];
        logits[2] = bad == LAYERS ? value : kept;
        output(LAYERS, logits, VOCABULARY);
        logits[2] = kept;
    }
    context[kernel.context.length++] = token;
}

TEST(names_the_layer)
{
    start();
    hear(BB_TOKEN_BEGIN, 0);
    forward(1, SIZE_MAX, 0.0f);
    forward(1, 1, INFINITY);
    forward(1, 0, NAN); /* later: a consequence */
    hear(BB_TOKEN_END, 0);
    CHECK_TEXT(fake_failure(), "E-MODEL-NAN");
    CHECK_TEXT(bb_failure_details(),
               "layer 1 of 3, position 1: element 5 of the residual stream is inf");
    hear(BB_TOKEN_BEGIN, 0);
    forward(1, LAYERS, NAN);
    hear(BB_TOKEN_END, 0);
    CHECK_TEXT(bb_failure_details(), "layer 3 of 3, position 3: element 2 of the logits is nan");
    fake_failure();
    hear(BB_TOKEN_BEGIN, 0);
    forward(1, SIZE_MAX, 0.0f);
    hear(BB_TOKEN_END, 0);
    CHECK_TEXT(fake_failure(), "");
}

TEST(costs_nothing_when_off)
{
    start();
    CHECK(kernel.probe != NULL);
    const bb_option option = {.value = &bb_options.diagnostics.check};
    bb_options.diagnostics.check = false;
    bb_diagnostics_option_changed(&kernel, &option);
    CHECK(kernel.probe == NULL);
    CHECK(bb_diagnostics_layers(&kernel, "") == BB_OK);
    CHECK(kernel.probe != NULL);
    fake_output();
    forward(1, SIZE_MAX, 0.0f);
    CHECK(kernel.probe == NULL);
    CHECK_TEXT(fake_output(), "\n layer        min        max       mean        rms  (position 0)\n"
                              "     0    -2.0000     5.0000     1.5000     2.7386\n"
                              "     1    -2.0000     5.0000     1.5000     2.7386\n"
                              "     2    -2.0000     5.0000     1.5000     2.7386\n"
                              "logits     0.0000     5.0000     2.5000     3.0277\n");
}

TEST(tokens)
{
    start();
    bb_options.diagnostics.tokens = true;
    hear(BB_TOKEN_BEGIN, 0);
    forward(1, SIZE_MAX, 0.0f);
    hear(BB_TOKEN_PROMPT, 1);
    for (int32_t token = 3; token < 6; token++) {
        hear(BB_TOKEN_NEXT, token);
        if (token < 5) { /* the last one is shown, but not in the context */
            forward(token, SIZE_MAX, 0.0f);
        }
    }
    hear(BB_TOKEN_END, 0);
    CHECK_TEXT(fake_output(), "tokens: 3 4 5\n");
    hear(BB_TOKEN_BEGIN, 0);
    hear(BB_TOKEN_END, 0);
    CHECK_TEXT(fake_output(), "tokens:\n");
}

TEST(logits)
{
    start();
    bb_options.diagnostics.logits = 2;
    forward(1, SIZE_MAX, 0.0f);
    hear(BB_TOKEN_PROMPT, 1);
    hear(BB_TOKEN_NEXT, 3);
    static const char two[] = "\n   token      logit          %  before position 1\n"
                              "       5     5.0000    63.3691  \"x\"\n"
                              "       4     4.0000    23.3122  \"\xc3\xa9\"\n";
    CHECK_TEXT(fake_output(), two);
    CHECK(bb_diagnostics_logits(&kernel, "2") == BB_OK);
    CHECK_TEXT(fake_output(), two);
    CHECK(bb_diagnostics_logits(&kernel, "") == BB_OK);
    CHECK(strstr(fake_output(), "\"\\x0a\"\n") != NULL);
    static const char *const wrong[] = {"0", "51", "-1", "x", "2 3"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(bb_diagnostics_logits(&kernel, wrong[i]) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-DIAGNOSTICS-ARGUMENT");
    }
}

TEST(map)
{
    start();
    CHECK(bb_diagnostics_map(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(), "       MiB  regions  type\n"
                              "    256.00      256  reserved\n"
                              "    255.00      255  conventional\n"
                              "      1.00        1  other\n"
                              "    512.00      512  in all\n"
                              "2 regions more are not shown\n");
}

/* Gates of a type; the self-test prints what it says of the kernels. */
static const char *selftest(bb_dtype type)
{
    enum { COLS = 32 };
    static _Alignas(BB_PANEL_ALIGNMENT) char weights[COLS * BB_PANEL_ROWS * sizeof(float)];
    static _Alignas(BB_PANEL_ALIGNMENT) int8_t quants[COLS];
    static float out[BB_PANEL_ROWS], norm[COLS], scale;
    static int32_t sum;
    static bb_layer layers[LAYERS];
    start();
    for (size_t i = 0; i < LAYERS; i++) {
        layers[i].gate =
            (bb_matrix){.data = weights, .rows = BB_PANEL_ROWS, .cols = COLS, .type = type};
    }
    kernel.model.layer = layers;
    kernel.model.final_norm = norm;
    kernel.forward.hidden = out;
    kernel.forward.quants = quants;
    kernel.forward.scales = &scale;
    kernel.forward.sums = &sum;
    CHECK(bb_diagnostics_selftest(&kernel, "") == BB_OK);
    return fake_output();
}

static bool has_speed(const char *output, const char *kernel_name)
{
    const char *line = strstr(output, kernel_name);
    const char *end = line ? strchr(line, '\n') : NULL;
    CHECK(end != NULL);
    return end && strncmp(end - 5, " GB/s", 5) == 0;
}

TEST(selftest)
{
    const char *output = selftest(BB_DTYPE_F32);
    static const char first[] = "    avx512-f32         not for this processor\n"
                                "  * reference-f32      right, ";
    CHECK(strncmp(output, first, sizeof first - 1) == 0);
    CHECK(has_speed(output, "reference-f32"));
    CHECK(!has_speed(output, "reference-q8_0"));
    CHECK_EQUAL(quantized, 0);
    output = selftest(BB_DTYPE_Q8_0);
    CHECK(!has_speed(output, "reference-f32"));
    CHECK(has_speed(output, "reference-q8_0"));
    CHECK_EQUAL(quantized, 1);
}

int main(void)
{
    return RUN(names_the_layer) | RUN(costs_nothing_when_off) | RUN(tokens) | RUN(logits) |
           RUN(map) | RUN(selftest);
}
