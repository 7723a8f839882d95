/* SPDX-License-Identifier: Apache-2.0 */
#include "smp.h"

#include "bb_bytes.h"
#include "bb_config.h"
#include "bb_console.h"
#include "bb_format.h"
#include "bb_kernel.h"
#include "bb_platform.h"
#include "smp_processor.h"
#include "uefi.h"

BB_ERROR(left_out, "E-SMP-LEFT-OUT",
         "The kernel works without this processor, only slower. If it should take part, look for "
         "an update of the firmware, and for settings there that switch cores off.");

#define STACK (64u << 10)
#define SECOND UINT64_C(1000000000)
enum { POLL_MICROSECONDS = 100 };

static bb_smp_pool pool;
static EFI_MP_SERVICES_PROTOCOL *services;
static bb_smp_processor *processors; /* by the firmware's number */
static size_t processor_count;       /* 0: the firmware tells of none */

static bb_smp_fate fate_of(const bb_smp_processor *processor)
{
    return atomic_load_explicit(&processor->fate, memory_order_acquire);
}

static void set_fate(bb_smp_processor *processor, bb_smp_fate fate)
{
    atomic_store_explicit(&processor->fate, fate, memory_order_relaxed);
}

static size_t count_of(bb_smp_fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < processor_count; i++)
        count += fate_of(&processors[i]) == fate;
    return count;
}

/* --- Starting --- */

/* What the firmware says of a processor, or BB_SMP_SPARE if it can be started. */
static bb_smp_fate judge(UINTN number)
{
    EFI_PROCESSOR_INFORMATION info = {0};
    const UINT32 fit = PROCESSOR_ENABLED_BIT | PROCESSOR_HEALTH_STATUS_BIT;
    if (EFI_ERROR(services->GetProcessorInfo(services, number, &info)))
        return BB_SMP_DISABLED;
    if ((info.StatusFlag & PROCESSOR_AS_BSP_BIT) != 0)
        return BB_SMP_CALLER;
    if ((info.StatusFlag & fit) != fit)
        return BB_SMP_DISABLED;
    if (!BB_SMP_HYPER_THREADS && info.Location.Thread != 0)
        return BB_SMP_HYPER_THREAD;
    return BB_SMP_SPARE;
}

/* The table of all processors; none if the firmware does not tell. */
static void survey(void)
{
    static const EFI_GUID guid = EFI_MP_SERVICES_PROTOCOL_GUID;
    UINTN all = 0, enabled = 0;
    void *table;
    if (EFI_ERROR(bb_uefi_boot->LocateProtocol(&guid, NULL, (void **)&services)) ||
        EFI_ERROR(services->GetNumberOfProcessors(services, &all, &enabled)) ||
        bb_platform_pages_allocate(all * sizeof *processors, &table) != BB_OK)
        return;
    processors = table;
    memset(table, 0, all * sizeof *processors);
    processor_count = all;
    for (UINTN i = 0; i < all; i++) {
        processors[i].number = i;
        set_fate(&processors[i], judge(i));
    }
}

/* Asks the firmware to start a processor; it reports by its fate. */
static void start(const bb_kernel *kernel, bb_smp_processor *processor)
{
    void *memory;
    set_fate(processor, BB_SMP_REFUSED);
    if (bb_platform_pages_allocate(STACK + BB_SMP_STAGING * sizeof(float), &memory) != BB_OK) {
        processor->refusal = EFI_OUT_OF_RESOURCES;
        return;
    }
    processor->stack = (unsigned char *)memory + STACK;
    processor->worker.staging = (float *)(void *)processor->stack;
    processor->pool = &pool;
    processor->features = kernel->cpu.features;
    processor->mxcsr = __builtin_ia32_stmxcsr();
    processor->refusal = bb_uefi_boot->CreateEvent(0, 0, NULL, NULL, &processor->gone);
    if (EFI_ERROR(processor->refusal))
        return;
    set_fate(processor, BB_SMP_STARTING);
    processor->refusal = services->StartupThisAP(
        services, bb_smp_processor_enter, processor->number, processor->gone, 0, processor, NULL);
    if (EFI_ERROR(processor->refusal)) {
        set_fate(processor, BB_SMP_REFUSED);
        bb_uefi_boot->CloseEvent(processor->gone);
        processor->gone = NULL;
    }
}

static void start_all(const bb_kernel *kernel)
{
    size_t wanted = BB_SMP_PROCESSORS == 0 ? SIZE_MAX : (size_t)BB_SMP_PROCESSORS;
    size_t started = 1;
    for (size_t i = 0; i < processor_count && started < wanted; i++) {
        if (fate_of(&processors[i]) != BB_SMP_SPARE)
            continue;
        start(kernel, &processors[i]);
        started += fate_of(&processors[i]) != BB_SMP_REFUSED;
    }
}

/* Those that do not report in time are left out, also when they report later. */
static void await_reports(void)
{
    uint64_t deadline = bb_clock_ns() + SECOND;
    while (count_of(BB_SMP_STARTING) > 0 && bb_clock_ns() < deadline)
        bb_platform_stall(POLL_MICROSECONDS);
    for (size_t i = 0; i < processor_count; i++) {
        bb_smp_fate starting = BB_SMP_STARTING;
        atomic_compare_exchange_strong(&processors[i].fate, &starting, BB_SMP_SILENT);
    }
}

static void warn(const bb_kernel *kernel, const bb_smp_processor *processor)
{
    char names[160];
    switch (fate_of(processor)) {
    case BB_SMP_UNABLE:
        bb_cpu_names(kernel->cpu.features & ~processor->cpu.features, names, sizeof names);
        bb_report(bb_fail(&left_out, "processor %zu lacks what the boot processor has: %s",
                          (size_t)processor->number, names));
        break;
    case BB_SMP_SILENT:
        bb_report(bb_fail(&left_out, "processor %zu has not started within a second",
                          (size_t)processor->number));
        break;
    case BB_SMP_REFUSED:
        bb_report(bb_fail(&left_out, "the firmware does not start processor %zu (%s)",
                          (size_t)processor->number, bb_uefi_status_name(processor->refusal)));
        break;
    default:
        break;
    }
}

bb_status bb_smp_boot(bb_kernel *kernel)
{
    bb_smp_pool_open(&pool);
    survey();
    if (processor_count == 0) {
        bb_boot_detail("1: the firmware has no multiprocessor services");
        return BB_OK;
    }
    start_all(kernel);
    await_reports();
    for (size_t i = 0; i < processor_count; i++)
        warn(kernel, &processors[i]);
    pool.processors = 1 + count_of(BB_SMP_WORKING);
    bb_boot_detail("%zu of %zu take part", pool.processors, processor_count);
    return BB_OK;
}

/* --- Working --- */

void bb_smp_run(const bb_work *work)
{
    bb_smp_pool_run(&pool, work);
}

bool bb_smp_run_pair(const bb_pair *pair)
{
    return bb_smp_pool_pair(&pool, pair);
}

size_t bb_smp_processors(void)
{
    return pool.processors;
}

void bb_smp_settle(void)
{
    for (size_t i = 0; i < processor_count; i++)
        if (fate_of(&processors[i]) == BB_SMP_WORKING)
            bb_smp_worker_settle(&processors[i].worker);
}

/* --- The end --- */

/* The firmware looks for processors that are done in its own time, every 100 ms as a rule. */
void bb_smp_shutdown(bb_kernel *kernel, bool ok)
{
    uint64_t deadline = bb_clock_ns() + SECOND;
    (void)kernel;
    (void)ok;
    bb_smp_pool_close(&pool);
    pool.processors = 1;
    for (size_t i = 0; i < processor_count; i++) {
        if (processors[i].gone == NULL)
            continue;
        while (bb_uefi_boot->CheckEvent(processors[i].gone) == EFI_NOT_READY &&
               bb_clock_ns() < deadline)
            bb_platform_stall(POLL_MICROSECONDS);
    }
}

/* --- /cpu --- */

static const char *text_of(bb_smp_fate fate)
{
    static const char *const texts[] = {
        [BB_SMP_CALLER] = "boot processor",
        [BB_SMP_STARTING] = "starting",
        [BB_SMP_WORKING] = "takes part, has all features that are usable",
        [BB_SMP_UNABLE] = "left out, lacks",
        [BB_SMP_SILENT] = "left out, did not start in time",
        [BB_SMP_REFUSED] = "left out, the firmware did not start it",
        [BB_SMP_DISABLED] = "left out, disabled in the firmware",
        [BB_SMP_HYPER_THREAD] = "left out, a hyper-thread",
        [BB_SMP_SPARE] = "left out, more than smp.processors",
    };
    return texts[fate];
}

/* What a processor that was left out for it lacks of the boot processor's features. */
static uint32_t lacks(const bb_kernel *kernel, const bb_smp_processor *processor)
{
    return fate_of(processor) == BB_SMP_UNABLE ? kernel->cpu.features & ~processor->cpu.features
                                               : 0;
}

/* Processors of the same fate in a row are one line. */
void bb_smp_show(bb_kernel *kernel)
{
    for (size_t first = 0, next; first < processor_count; first = next) {
        char numbers[24], names[160] = "";
        bb_smp_fate fate = fate_of(&processors[first]);
        uint32_t missing = lacks(kernel, &processors[first]);
        for (next = first + 1; next < processor_count; next++)
            if (fate_of(&processors[next]) != fate || lacks(kernel, &processors[next]) != missing)
                break;
        if (next == first + 1)
            bb_format(numbers, sizeof numbers, "core %zu", first);
        else
            bb_format(numbers, sizeof numbers, "core %zu-%zu", first, next - 1);
        bb_cpu_names(missing, names, sizeof names);
        bb_print("%-10s  %s%s%s\n", numbers, text_of(fate), missing != 0 ? " " : "", names);
    }
    if (pool.taken_over > 0)
        bb_print("%-10s  chunks of work from cores that were late: %llu\n", "taken over",
                 (unsigned long long)pool.taken_over);
}
