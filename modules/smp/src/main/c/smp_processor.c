/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs on the other processors, so nothing of the firmware may be called here. Interrupts stay as
 * the firmware has left them, off as a rule, and so do its exception handlers: a processor that
 * fails never delivers its chunk, the boot processor does it instead, fails in the same way, and
 * can tell of it.
 */
#include "smp_processor.h"

static uint32_t read_mxcsr(void)
{
    return __builtin_ia32_stmxcsr();
}

static void write_mxcsr(uint32_t value)
{
    __builtin_ia32_ldmxcsr(value);
}

/* False if nobody waits any more. */
static bool report(bb_smp_processor *self, bb_smp_fate fate)
{
    bb_smp_fate starting = BB_SMP_STARTING;
    return atomic_compare_exchange_strong_explicit(&self->fate, &starting, fate,
                                                   memory_order_release, memory_order_relaxed);
}

__attribute__((used)) static void EFIAPI work(bb_smp_processor *self)
{
    uint32_t firmware_mxcsr = read_mxcsr();
    bb_cpu_enable(&self->cpu);
    if ((self->features & ~self->cpu.features) != 0) {
        report(self, BB_SMP_UNABLE);
        return;
    }
    write_mxcsr(self->mxcsr);
    if (report(self, BB_SMP_WORKING))
        bb_smp_pool_work(self->pool, &self->worker);
    write_mxcsr(firmware_mxcsr);
}

/* The argument comes in rcx, and goes on to work(); 32 bytes above the return address are work's,
 * by the calling convention. */
__attribute__((naked)) void EFIAPI bb_smp_processor_enter(__attribute__((unused)) void *processor)
{
    __asm__("pushq %%rbp\n"
            "movq %%rsp, %%rbp\n"
            "movq %c0(%%rcx), %%rsp\n"
            "subq $32, %%rsp\n"
            "call %c1\n"
            "movq %%rbp, %%rsp\n"
            "popq %%rbp\n"
            "ret" ::"i"(offsetof(bb_smp_processor, stack)),
            "i"(work));
}
