/* SPDX-License-Identifier: Apache-2.0 */
#include "crash.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

#define HANDLER_STACK (64u << 10)
#define TRAP_GENERAL_PROTECTION 13

static uintptr_t image_base, image_size;
static uintptr_t guards[257];
static size_t guard_count;

static const char *name_of(int number)
{
    switch (number) {
    case SIGSEGV:
        return "SIGSEGV";
    case SIGILL:
        return "SIGILL";
    case SIGFPE:
        return "SIGFPE";
    case SIGBUS:
        return "SIGBUS";
    default:
        return "SIGTRAP";
    }
}

static const char *hint(int number, uintptr_t address, greg_t trap)
{
    for (size_t i = 0; i < guard_count; i++)
        if (address - guards[i] < EFI_PAGE_SIZE)
            return " (stack overflow)";
    if (number == SIGSEGV && trap == TRAP_GENERAL_PROTECTION)
        return " (general protection: privileged instruction or non-canonical address)";
    if (number == SIGSEGV && address < EFI_PAGE_SIZE)
        return " (null pointer)";
    return "";
}

static void on_crash(int number, siginfo_t *info, void *context)
{
    const greg_t *r = ((const ucontext_t *)context)->uc_mcontext.gregs;
    uintptr_t address = (uintptr_t)info->si_addr;
    uintptr_t rip = (uintptr_t)r[REG_RIP];
    char place[64] = "outside the image";
    if (rip - image_base < image_size)
        snprintf(place, sizeof place, "kernel offset 0x%" PRIxPTR, rip - image_base);
    hosted_say("%s at address 0x%" PRIxPTR "%s, %s (image base 0x%" PRIxPTR "), processor %zu",
               name_of(number), address, hint(number, address, r[REG_TRAPNO]), place, image_base,
               hosted_processor);
    static const struct {
        const char *name;
        int index;
    } shown[] = {
        {"rip", REG_RIP}, {"rsp", REG_RSP}, {"rbp", REG_RBP}, {"rax", REG_RAX}, {"rbx", REG_RBX},
        {"rcx", REG_RCX}, {"rdx", REG_RDX}, {"rsi", REG_RSI}, {"rdi", REG_RDI}, {"r8", REG_R8},
        {"r9", REG_R9},   {"r10", REG_R10}, {"r11", REG_R11}, {"r12", REG_R12}, {"r13", REG_R13},
        {"r14", REG_R14}, {"r15", REG_R15},
    };
    char line[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        int length = snprintf(line + used, sizeof line - used, " %s=%llx", shown[i].name,
                              (unsigned long long)r[shown[i].index]);
        used += length < 0 ? 0 : (size_t)length;
        if (i % 6 == 5 || i + 1 == sizeof shown / sizeof shown[0]) {
            hosted_say(" %s", line);
            used = 0;
        }
    }
    hosted_exit(EXIT_CRASH);
}

void crash_open(void)
{
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    static const int crashes[] = {SIGSEGV, SIGILL, SIGFPE, SIGBUS, SIGTRAP};
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        sigaction(crashes[i], &action, NULL);
}

void crash_open_thread(void)
{
    stack_t stack = {.ss_sp = hosted_alloc(HANDLER_STACK), .ss_size = HANDLER_STACK};
    sigaltstack(&stack, NULL);
}

void crash_set_image(const void *base, size_t size)
{
    image_base = (uintptr_t)base;
    image_size = size;
}

void crash_add_stack_guard(const void *page)
{
    if (guard_count < sizeof guards / sizeof guards[0])
        guards[guard_count++] = (uintptr_t)page;
}
