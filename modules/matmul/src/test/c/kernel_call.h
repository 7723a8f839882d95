/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What tests of matrix kernels share: arrays that lie between two unreadable pages and touch one of
 * them, so that a single byte read or written outside is a crash; random bits; and a call that
 * checks that the kernel leaves the caller's registers as they were.
 */
#ifndef KERNEL_CALL_H
#define KERNEL_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "bb_matmul.h"

enum { PAGE = 4096 };

/* ---- memory between unreadable pages ---- */

typedef enum place { AT_START, AT_END, PLACES } place;

typedef struct arena {
    char *start;
    size_t bytes;
} arena;

static inline arena arena_create(size_t bytes)
{
    bytes = (bytes + PAGE - 1) / PAGE * PAGE;
    char *all = mmap(NULL, bytes + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED || mprotect(all + PAGE, bytes, PROT_READ | PROT_WRITE) != 0) {
        perror("mmap");
        exit(1);
    }
    return (arena){.start = all + PAGE, .bytes = bytes};
}

/* Room for some bytes that touches the unreadable page before or after. */
static inline void *arena_take(const arena *a, size_t bytes, place where)
{
    if (bytes > a->bytes) {
        fprintf(stderr, "test arena of %zu bytes, need %zu\n", a->bytes, bytes);
        exit(1);
    }
    return where == AT_START ? a->start : a->start + a->bytes - bytes;
}

/* ---- random bits ---- */

static uint64_t random_state = 88172645463325252u;

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003. */
static inline uint32_t random_bits(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32);
}

/* ---- the call, with a check of the registers that belong to the caller ---- */

typedef struct registers {
    uint64_t general[8];    /* rbx rbp rdi rsi r12 r13 r14 r15 */
    uint64_t vector[10][2]; /* xmm6 to xmm15 */
} registers;

/* Calls run(args) with these values in the registers, and stores what it left in them. */
void call_with_registers(bb_matmul_fn *run, const bb_matmul_args *args, registers *r);

__asm__(".pushsection .text\n"
        "call_with_registers:\n"
        ".irp r, rbx, rbp, r12, r13, r14, r15, rdx\n push %\\r\n .endr\n"
        "sub $32, %rsp\n" /* home space, Microsoft x64 convention */
        "mov %rsi, %rcx\n"
        "mov %rdi, %rax\n"
        "mov (%rdx), %rbx\n mov 8(%rdx), %rbp\n mov 16(%rdx), %rdi\n mov 24(%rdx), %rsi\n"
        "mov 32(%rdx), %r12\n mov 40(%rdx), %r13\n mov 48(%rdx), %r14\n mov 56(%rdx), %r15\n"
        ".irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
        "movups (64 + 16 * (\\n - 6))(%rdx), %xmm\\n\n"
        ".endr\n"
        "call *%rax\n"
        "mov 32(%rsp), %rdx\n"
        "mov %rbx, (%rdx)\n mov %rbp, 8(%rdx)\n mov %rdi, 16(%rdx)\n mov %rsi, 24(%rdx)\n"
        "mov %r12, 32(%rdx)\n mov %r13, 40(%rdx)\n mov %r14, 48(%rdx)\n mov %r15, 56(%rdx)\n"
        ".irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
        "movups %xmm\\n, (64 + 16 * (\\n - 6))(%rdx)\n"
        ".endr\n"
        "add $32, %rsp\n"
        ".irp r, rdx, r15, r14, r13, r12, rbp, rbx\n pop %\\r\n .endr\n"
        "ret\n"
        ".popsection\n");

static inline bool call(bb_matmul_fn *run, const bb_matmul_args *args)
{
    registers before;
    for (size_t i = 0; i < sizeof before / sizeof(uint64_t); i++) {
        uint64_t value = (uint64_t)random_bits() << 32 | random_bits();
        memcpy((char *)&before + i * sizeof value, &value, sizeof value);
    }
    registers after = before;
    call_with_registers(run, args, &after);
    if (memcmp(&before, &after, sizeof before) != 0) {
        fprintf(stderr, "a register of the caller was changed\n");
        return false;
    }
    return true;
}

#endif
