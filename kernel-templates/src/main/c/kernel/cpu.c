/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_cpu.h"

#include <cpuid.h>

#include "bb_bytes.h"
#include "bb_kernel.h"
#include "bb_text.h"

/* CR4.OSXSAVE: the XSAVE instructions and XCR0 may be used. */
#define CR4_OSXSAVE (UINT64_C(1) << 18)

/* State components in XCR0 (Intel SDM vol. 1, 13.1). */
#define STATE_AVX UINT64_C(0x06)    /* SSE and the upper halves of ymm */
#define STATE_AVX512 UINT64_C(0xe6) /* those, opmasks, upper halves of zmm, zmm16 to zmm31 */

/* Features, where CPUID reports them, and the state that they need. */
typedef enum { EAX, EBX, ECX, EDX } cpuid_register;

typedef struct feature {
    uint32_t bit; /* BB_CPU_ */
    const char *name;
    uint32_t leaf;
    uint32_t subleaf;
    cpuid_register where;
    unsigned position;
    uint64_t state;
} feature;

static const feature features[] = {
    {BB_CPU_SSE2, "sse2", 1, 0, EDX, 26, 0},
    {BB_CPU_AVX, "avx", 1, 0, ECX, 28, STATE_AVX},
    {BB_CPU_AVX2, "avx2", 7, 0, EBX, 5, STATE_AVX},
    {BB_CPU_FMA, "fma", 1, 0, ECX, 12, STATE_AVX},
    {BB_CPU_F16C, "f16c", 1, 0, ECX, 29, STATE_AVX},
    {BB_CPU_AVX512F, "avx512f", 7, 0, EBX, 16, STATE_AVX512},
    {BB_CPU_AVX512BW, "avx512bw", 7, 0, EBX, 30, STATE_AVX512},
    {BB_CPU_AVX512VL, "avx512vl", 7, 0, EBX, 31, STATE_AVX512},
    {BB_CPU_AVX512VNNI, "avx512vnni", 7, 0, ECX, 11, STATE_AVX512},
    {BB_CPU_AVXVNNI, "avxvnni", 7, 1, EAX, 4, STATE_AVX},
    {BB_CPU_AVX512BF16, "avx512bf16", 7, 1, EAX, 5, STATE_AVX512},
};

enum { FEATURES = sizeof features / sizeof features[0] };

/* A register of a leaf; 0 where the processor does not have the leaf. */
static uint32_t cpuid_at(uint32_t leaf, uint32_t subleaf, cpuid_register where)
{
    uint32_t out[4] = {0};
    /* Leaf 7 tells in eax how many subleaves it has. */
    if (subleaf > 0 && cpuid_at(leaf, 0, EAX) < subleaf)
        return 0;
    if (!__get_cpuid_count(leaf, subleaf, &out[EAX], &out[EBX], &out[ECX], &out[EDX]))
        return 0;
    return out[where];
}

static bool has_bit(uint32_t leaf, cpuid_register where, unsigned position)
{
    return (cpuid_at(leaf, 0, where) >> position & 1) != 0;
}

static uint64_t read_xcr0(void)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

static void write_xcr0(uint64_t value)
{
    __asm__ volatile("xsetbv" ::"a"((uint32_t)value), "d"((uint32_t)(value >> 32)), "c"(0));
}

static void enable_xsave(void)
{
    uint64_t cr4;
    __asm__ volatile("mov %%cr4, %0" : "=r"(cr4));
    __asm__ volatile("mov %0, %%cr4" ::"r"(cr4 | CR4_OSXSAVE) : "memory");
}

/* Whether this code may write control registers: the low bits of CS are the privilege level. */
static bool privileged(void)
{
    uint16_t cs;
    __asm__("mov %%cs, %0" : "=r"(cs));
    return (cs & 3) == 0;
}

/* Enables all vector state that the processor has; returns what is enabled. */
static uint64_t enable_state(void)
{
    enum { XSAVE = 26, OSXSAVE = 27 };
    if (!has_bit(1, ECX, XSAVE))
        return 0;
    if (!has_bit(1, ECX, OSXSAVE)) {
        if (!privileged())
            return 0;
        enable_xsave();
    }
    uint64_t supported = cpuid_at(0xd, 0, EAX);
    uint64_t wanted = 1; /* x87 state is always on */
    if ((supported & STATE_AVX) == STATE_AVX)
        wanted |= STATE_AVX;
    if ((supported & STATE_AVX512) == STATE_AVX512)
        wanted |= STATE_AVX512;
    uint64_t enabled = read_xcr0();
    if ((enabled & wanted) != wanted && privileged()) {
        write_xcr0(enabled | wanted);
        enabled = read_xcr0();
    }
    return enabled;
}

/* The name comes in three leaves, padded with blanks in front, behind or in between. */
static void read_brand(char out[49])
{
    uint32_t words[12] = {0};
    if (__get_cpuid_max(0x80000000, NULL) >= 0x80000004)
        for (uint32_t i = 0; i < 3; i++)
            __cpuid(0x80000002 + i, words[4 * i], words[4 * i + 1], words[4 * i + 2],
                    words[4 * i + 3]);
    char raw[48];
    memcpy(raw, words, sizeof raw);
    size_t length = 0;
    for (size_t i = 0; i < sizeof raw && raw[i] != 0; i++) {
        if (raw[i] == ' ' && (length == 0 || out[length - 1] == ' '))
            continue;
        out[length++] = raw[i];
    }
    if (length > 0 && out[length - 1] == ' ')
        length--;
    out[length] = 0;
}

void bb_cpu_enable(bb_cpu *cpu)
{
    uint64_t state = enable_state();
    cpu->reported = 0;
    cpu->features = 0;
    for (size_t i = 0; i < FEATURES; i++) {
        const feature *feature = &features[i];
        if ((cpuid_at(feature->leaf, feature->subleaf, feature->where) >> feature->position & 1) ==
            0)
            continue;
        cpu->reported |= feature->bit;
        if ((state & feature->state) == feature->state)
            cpu->features |= feature->bit;
    }
    read_brand(cpu->brand);
}

/* The family in leaf 1 (AMD APM vol. 3, E.3.2). */
static uint32_t family_of(uint32_t version)
{
    uint32_t family = version >> 8 & 0xf;
    return family == 0xf ? family + (version >> 20 & 0xff) : family;
}

bool bb_cpu_finds_streams(void)
{
    enum { ZEN_5 = 0x1a };
    bool is_amd = cpuid_at(0, 0, EBX) == signature_AMD_ebx &&
                  cpuid_at(0, 0, EDX) == signature_AMD_edx &&
                  cpuid_at(0, 0, ECX) == signature_AMD_ecx;
    return is_amd && family_of(cpuid_at(1, 0, EAX)) >= ZEN_5;
}

size_t bb_cpu_names(uint32_t mask, char *out, size_t capacity)
{
    size_t length = 0;
    for (size_t i = 0; i < FEATURES; i++) {
        size_t name_length = bb_text_length(features[i].name);
        if ((mask & features[i].bit) == 0 || length + 1 + name_length >= capacity)
            continue;
        if (length > 0)
            out[length++] = ' ';
        memcpy(out + length, features[i].name, name_length);
        length += name_length;
    }
    out[length] = 0;
    return length;
}

bb_status bb_cpu_boot(bb_kernel *kernel)
{
    char names[128];
    bb_cpu_enable(&kernel->cpu);
    bb_cpu_names(kernel->cpu.features, names, sizeof names);
    bb_boot_detail("%s, %s", kernel->cpu.brand[0] != 0 ? kernel->cpu.brand : "x86-64", names);
    return BB_OK;
}
