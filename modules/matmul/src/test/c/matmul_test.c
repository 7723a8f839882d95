/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/matmul.c ../../main/c/weight_types.c ../../main/c/weights_f32.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c
   ../../../../../kernel-templates/src/main/c/kernel/cpu.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */

/* The choice of kernels: at boot, by the command; what is known of the types. */
#include "matmul.h"

#include "bb_test.h"
#include "fake_kernel.h"
#include "weights_f32.h"

/* --- What is generated for a kernel with two types --- */

const bb_weight_type bb_matmul_types[] = {
    {"F32", BB_DTYPE_F32, false, bb_matmul_pack_f32, bb_matmul_unpack_f32},
    {"F16", BB_DTYPE_F16, false, bb_matmul_pack_f32, bb_matmul_unpack_f32}};
const size_t bb_matmul_type_count = 2;

enum { WIDE_F32, AVX2_F32, AVX2_F16, REFERENCE_F32, REFERENCE_F16 };

const bb_matmul_kernel bb_matmul_kernels[] = {
    [WIDE_F32] = {"wide-f32", "wide", BB_DTYPE_F32, BB_CPU_AVX512F},
    [AVX2_F32] = {"avx2-f32", "avx2", BB_DTYPE_F32, BB_CPU_AVX2},
    [AVX2_F16] = {"avx2-f16", "avx2", BB_DTYPE_F16, BB_CPU_AVX2 | BB_CPU_F16C},
    [REFERENCE_F32] = {"reference-f32", "reference", BB_DTYPE_F32, 0},
    [REFERENCE_F16] = {"reference-f16", "reference", BB_DTYPE_F16, 0},
};
const size_t bb_matmul_kernel_count = 5;

static size_t adapted;

void bb_matmul_adapt(void)
{
    adapted++;
}

static size_t latest;

void bb_matmul_run_kernel(size_t kernel, const bb_matmul_args *args)
{
    (void)args;
    latest = kernel;
}

static bb_kernel kernel;

static void start(uint32_t features)
{
    size_t before = adapted;
    kernel.cpu.features = features;
    CHECK(bb_matmul_boot(&kernel) == BB_OK);
    CHECK_EQUAL(adapted, before + 1);
    fake_output();
    fake_failure();
}

static void check_chosen(size_t f32, size_t f16)
{
    CHECK_EQUAL(bb_matmul_chosen(BB_DTYPE_F32), f32);
    CHECK_EQUAL(bb_matmul_chosen(BB_DTYPE_F16), f16);
}

TEST(fastest_of_each_type)
{
    start(BB_CPU_AVX2 | BB_CPU_F16C | BB_CPU_AVX512F);
    check_chosen(WIDE_F32, AVX2_F16);
    CHECK_TEXT(fake_boot_detail(), "wide-f32 avx2-f16");
    bb_matmul_run_chosen(BB_DTYPE_F16, NULL);
    CHECK_EQUAL(latest, AVX2_F16);
    bb_matmul_run_chosen(BB_DTYPE_F32, NULL);
    CHECK_EQUAL(latest, WIDE_F32);
    start(BB_CPU_AVX2);
    check_chosen(AVX2_F32, REFERENCE_F16);
    start(0);
    check_chosen(REFERENCE_F32, REFERENCE_F16);
}

TEST(a_set_for_all_types)
{
    start(BB_CPU_AVX2 | BB_CPU_F16C | BB_CPU_AVX512F);
    CHECK(bb_matmul_command(&kernel, "reference") == BB_OK);
    check_chosen(REFERENCE_F32, REFERENCE_F16);
    CHECK(bb_matmul_command(&kernel, "avx2") == BB_OK);
    check_chosen(AVX2_F32, AVX2_F16);
    CHECK(bb_matmul_command(&kernel, "reference") == BB_OK);
    CHECK(bb_matmul_command(&kernel, "wide") == BB_OK);
    check_chosen(WIDE_F32, AVX2_F16); /* the set has none for F16: the fastest */
    CHECK(bb_matmul_command(&kernel, "reference") == BB_OK);
    CHECK(bb_matmul_command(&kernel, "auto") == BB_OK);
    check_chosen(WIDE_F32, AVX2_F16);
}

TEST(refuses)
{
    start(BB_CPU_AVX2);
    static const char *const wrong[][2] = {
        {"avx3", "there are no matrix kernels \"avx3\" in this image"},
        {"avx2-f32", "there are no matrix kernels \"avx2-f32\" in this image"},
        {"wide", "this processor lacks avx512f, which matrix kernel wide-f32 needs"},
        {"avx2", "this processor lacks f16c, which matrix kernel avx2-f16 needs"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(bb_matmul_command(&kernel, wrong[i][0]) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-MATMUL-KERNEL");
        CHECK_TEXT(bb_failure_details(), wrong[i][1]);
        check_chosen(AVX2_F32, REFERENCE_F16); /* as before */
    }
    CHECK_TEXT(fake_output(), "");
}

TEST(lists)
{
    start(BB_CPU_AVX2);
    CHECK(bb_matmul_command(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(), "    F32   wide-f32           not here  avx512f\n"
                              "  * F32   avx2-f32           usable    avx2\n"
                              "    F16   avx2-f16           not here  avx2 f16c\n"
                              "    F32   reference-f32      usable    \n"
                              "  * F16   reference-f16      usable    \n");
}

TEST(types)
{
    CHECK_TEXT(bb_weight_type_of(BB_DTYPE_F16)->name, "F16");
    CHECK(bb_weight_type_of(BB_DTYPE_Q8_0) == NULL);
    CHECK_TEXT(bb_dtype_name(BB_DTYPE_Q8_0), "Q8_0");
    CHECK_TEXT(bb_dtype_name(BB_DTYPE_BF16), "BF16");
    CHECK_TEXT(bb_dtype_name(BB_DTYPE_COUNT), "?");
}

/* Rows in any place of memory become columns of 16; what is missing is zero. */
TEST(packs_f32)
{
    enum { COLS = 7, ROWS = 13, ROW_BYTES = COLS * sizeof(float) + 1 };
    char source[ROWS * ROW_BYTES];
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t col = 0; col < COLS; col++) {
            float value = (float)(row * 100 + col);
            memcpy(source + row * ROW_BYTES + col * sizeof value, &value, sizeof value);
        }
    }
    _Alignas(BB_PANEL_ALIGNMENT) float panel[COLS * BB_PANEL_ROWS];
    CHECK_EQUAL(bb_panel_bytes(BB_DTYPE_F32, COLS), sizeof panel);
    memset(panel, 0xff, sizeof panel);
    bb_matmul_pack_f32(panel, source, ROW_BYTES, ROWS, COLS);
    for (size_t row = 0; row < BB_PANEL_ROWS; row++) {
        float out[COLS];
        bb_matmul_unpack_f32(out, panel, row, COLS);
        for (size_t col = 0; col < COLS; col++) {
            float expected = row < ROWS ? (float)(row * 100 + col) : 0.0f;
            CHECK(out[col] == expected && panel[col * BB_PANEL_ROWS + row] == expected);
        }
    }
}

int main(void)
{
    return RUN(fastest_of_each_type) | RUN(a_set_for_all_types) | RUN(refuses) | RUN(lists) |
           RUN(types) | RUN(packs_f32);
}
