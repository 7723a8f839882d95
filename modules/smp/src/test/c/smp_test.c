/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/smp.c ../../main/c/smp_pair.c ../../main/c/smp_pool.c
   ../../main/c/smp_processor.c
   ../../../../../kernel-templates/src/main/c/uefi/status_name.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* A firmware with all kinds of processors, as threads: which of them take part, what is said of the
 * others, and how those that work are set up. */
#include "smp.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "uefi.h"

int64_t test_processors;
bool test_hyper_threads;

enum { MOST = 16, FEATURES = BB_CPU_SSE2 | BB_CPU_AVX2 };

/* --- The machine --- */

typedef struct fake_processor {
    UINT32 flags;
    UINT32 hyper_thread;
    uint32_t features;
    bool refuses; /* the firmware says no */
    bool sleeps;  /* comes when it is woken, long after the kernel has given up */
    /* from here on the test's own */
    EFI_AP_PROCEDURE procedure;
    void *argument;
    pthread_t thread;
    _Atomic(bool) started, done;
} fake_processor;

enum { FIT = PROCESSOR_ENABLED_BIT | PROCESSOR_HEALTH_STATUS_BIT };

#define BOOT {.flags = FIT | PROCESSOR_AS_BSP_BIT, .features = FEATURES}
#define GOOD {.flags = FIT, .features = FEATURES}

static fake_processor machine[MOST];
static size_t machine_size;
static bool has_services;
static _Atomic(bool) awake;
static _Thread_local fake_processor *self; /* NULL: the boot processor */

static EFI_STATUS EFIAPI get_number(EFI_MP_SERVICES_PROTOCOL *This, UINTN *all, UINTN *enabled)
{
    (void)This;
    *all = machine_size;
    *enabled = machine_size;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_info(EFI_MP_SERVICES_PROTOCOL *This, UINTN number,
                                  EFI_PROCESSOR_INFORMATION *info)
{
    (void)This;
    CHECK(number < machine_size);
    info->StatusFlag = machine[number].flags;
    info->Location.Thread = machine[number].hyper_thread;
    return EFI_SUCCESS;
}

static void *processor_main(void *processor)
{
    self = processor;
    while (self->sleeps && !atomic_load(&awake))
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    self->procedure(self->argument);
    atomic_store(&self->done, true);
    return NULL;
}

static EFI_STATUS EFIAPI start_this(EFI_MP_SERVICES_PROTOCOL *This, EFI_AP_PROCEDURE procedure,
                                    UINTN number, EFI_EVENT event, UINTN timeout, VOID *argument,
                                    BOOLEAN *finished)
{
    fake_processor *processor = &machine[number];
    (void)This;
    (void)finished;
    CHECK(event != NULL && timeout == 0);
    CHECK(!processor->started);
    if (processor->refuses)
        return EFI_DEVICE_ERROR;
    processor->procedure = procedure;
    processor->argument = argument;
    atomic_store(&processor->started, true);
    pthread_create(&processor->thread, NULL, processor_main, processor);
    return EFI_SUCCESS;
}

static EFI_MP_SERVICES_PROTOCOL services = {
    .GetNumberOfProcessors = get_number, .GetProcessorInfo = get_info, .StartupThisAP = start_this};

/* --- The other services --- */

/* Events are numbered, from 1, and belong to the processors that are started in turn. */
static int events_open;

static EFI_STATUS EFIAPI locate(const EFI_GUID *Protocol, VOID *Registration, VOID **Interface)
{
    static const EFI_GUID guid = EFI_MP_SERVICES_PROTOCOL_GUID;
    (void)Registration;
    CHECK(memcmp(Protocol, &guid, sizeof guid) == 0);
    *Interface = &services;
    return has_services ? EFI_SUCCESS : EFI_NOT_FOUND;
}

static EFI_STATUS EFIAPI create_event(UINT32 Type, EFI_TPL NotifyTpl, EFI_EVENT_NOTIFY Function,
                                      VOID *Context, EFI_EVENT *Event)
{
    (void)NotifyTpl;
    (void)Context;
    CHECK(Type == 0 && Function == NULL);
    events_open++;
    *Event = &events_open;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI close_event(EFI_EVENT Event)
{
    CHECK(Event == &events_open);
    events_open--;
    return EFI_SUCCESS;
}

/* One event for all: signaled when all are done. */
static EFI_STATUS EFIAPI check_event(EFI_EVENT Event)
{
    CHECK(Event == &events_open);
    for (size_t i = 0; i < machine_size; i++)
        if (atomic_load(&machine[i].started) && !atomic_load(&machine[i].done))
            return EFI_NOT_READY;
    return EFI_SUCCESS;
}

static EFI_BOOT_SERVICES boot = {.LocateProtocol = locate,
                                 .CreateEvent = create_event,
                                 .CloseEvent = close_event,
                                 .CheckEvent = check_event};
EFI_BOOT_SERVICES *bb_uefi_boot = &boot;

static char *pages[2 * MOST];
static size_t pages_bytes[2 * MOST], pages_count;

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    char *memory = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
    memset(memory, 0xaf, bytes);
    pages[pages_count] = memory;
    pages_bytes[pages_count++] = bytes;
    *out = memory;
    return BB_OK;
}

void bb_platform_stall(uint32_t microseconds)
{
    nanosleep(&(struct timespec){.tv_nsec = (long)microseconds * 1000}, NULL);
}

void bb_cpu_enable(bb_cpu *cpu)
{
    cpu->features = self->features;
}

size_t bb_cpu_names(uint32_t features, char *out, size_t capacity)
{
    return (size_t)snprintf(out, capacity, "%s", features & BB_CPU_AVX2 ? "avx2" : "");
}

/* --- The tests --- */

static bb_kernel kernel = {.cpu = {.features = FEATURES}};

static void set_up(const fake_processor *processors, size_t count)
{
    memset(machine, 0, sizeof machine);
    memcpy(machine, processors, count * sizeof *processors);
    machine_size = count;
    has_services = true;
    pages_count = 0;
    events_open = 0;
    atomic_store(&awake, false);
    fake_output();
}

/* Ends all threads; gives the memory back, which only then nobody uses. */
static void tear_down(void)
{
    atomic_store(&awake, true);
    bb_smp_shutdown(&kernel, true);
    for (size_t i = 0; i < machine_size; i++)
        if (machine[i].started)
            pthread_join(machine[i].thread, NULL);
    for (size_t i = 0; i < pages_count; i++)
        free(pages[i]);
}

#define SET_UP(...)                                                                                \
    do {                                                                                           \
        static const fake_processor processors[] = {__VA_ARGS__};                                  \
        set_up(processors, sizeof processors / sizeof processors[0]);                              \
    } while (0)

/* A work that notes who does it, and how that one is set up. */
enum { ITEMS = 64 };

static _Atomic(uint32_t) workers; /* bits, by number */
static _Atomic(uint32_t) wrong_mxcsr, wrong_stack;
static uint32_t wanted_mxcsr;

static void note(const bb_work *work, const bb_part *part)
{
    (void)work;
    if (self != NULL) {
        bool own_stack = false;
        for (size_t i = 0; i < pages_count; i++)
            own_stack |= (size_t)((uintptr_t)__builtin_frame_address(0) - (uintptr_t)pages[i]) <
                         pages_bytes[i];
        atomic_fetch_or(&workers, 1u << (self - machine));
        atomic_fetch_add(&wrong_stack, !own_stack);
        atomic_fetch_add(&wrong_mxcsr, __builtin_ia32_stmxcsr() != wanted_mxcsr);
    }
    nanosleep(&(struct timespec){.tv_nsec = 20000}, NULL);
    for (size_t i = 0; i < part->count; i++)
        part->out[i] = (float)(part->first + i);
}

/* Works until all of these have taken part. */
static void work_with(uint32_t all)
{
    atomic_store(&workers, 0);
    for (int round = 0; round == 0 || (round < 5000 && atomic_load(&workers) != all); round++) {
        float out[ITEMS] = {0};
        bb_smp_run(&(bb_work){.run = note,
                              .bytes = sizeof(bb_work),
                              .items = ITEMS,
                              .item_cost = 1 << 16,
                              .out = out,
                              .item_floats = 1,
                              .rows = 1,
                              .stride = ITEMS});
        for (size_t i = 0; i < ITEMS; i++)
            CHECK(out[i] == (float)i);
    }
    CHECK_EQUAL(atomic_load(&workers), all);
    CHECK_EQUAL(atomic_load(&wrong_stack), 0);
    CHECK_EQUAL(atomic_load(&wrong_mxcsr), 0);
}

TEST(without_services)
{
    SET_UP(BOOT, GOOD);
    has_services = false;
    CHECK(bb_smp_boot(&kernel) == BB_OK);
    CHECK_EQUAL(bb_smp_processors(), 1);
    work_with(0);
    fake_output();
    bb_smp_show(&kernel);
    CHECK_TEXT(fake_output(), "");
    tear_down();
}

TEST(all_kinds_of_processors)
{
    const uint32_t flush_to_zero = 0x8000;
    SET_UP(GOOD, BOOT, GOOD, {.flags = PROCESSOR_HEALTH_STATUS_BIT},
           {.flags = FIT, .hyper_thread = 1}, {.flags = FIT, .refuses = true},
           {.flags = FIT, .features = BB_CPU_SSE2},
           {.flags = FIT, .features = FEATURES, .sleeps = true}, GOOD);
    wanted_mxcsr = __builtin_ia32_stmxcsr() | flush_to_zero;
    __builtin_ia32_ldmxcsr(wanted_mxcsr);
    CHECK(bb_smp_boot(&kernel) == BB_OK);
    __builtin_ia32_ldmxcsr(wanted_mxcsr & ~flush_to_zero);

    CHECK_EQUAL(bb_smp_processors(), 4);
    CHECK_TEXT(fake_boot_detail(), "4 of 9 take part");
    CHECK_TEXT(fake_failure(), "E-SMP-LEFT-OUT");

    work_with(1u << 0 | 1u << 2 | 1u << 8);
    bb_smp_settle();
    bb_smp_show(&kernel);
    const char *rows = fake_output();
    CHECK(strstr(rows, "core 1      boot processor\n") != NULL);
    CHECK(strstr(rows, "core 2      takes part") != NULL);
    CHECK(strstr(rows, "core 3      left out, disabled in the firmware\n") != NULL);
    CHECK(strstr(rows, "core 4      left out, a hyper-thread\n") != NULL);
    CHECK(strstr(rows, "core 6      left out, lacks avx2\n") != NULL);

    /* The late one comes, and finds that nobody waits for it any more. */
    atomic_store(&awake, true);
    pthread_join(machine[7].thread, NULL);
    machine[7].started = false;
    work_with(1u << 0 | 1u << 2 | 1u << 8);
    tear_down();
}

/* The warning about the one processor beside the boot processor, "" for none. */
static const char *warning(const fake_processor *odd)
{
    const fake_processor processors[] = {BOOT, *odd};
    set_up(processors, 2);
    fake_failure();
    CHECK(bb_smp_boot(&kernel) == BB_OK);
    CHECK_EQUAL(bb_smp_processors(), 1);
    CHECK_TEXT(fake_boot_detail(), "1 of 2 take part");
    tear_down();
    const char *failure = fake_failure();
    CHECK(failure[0] == 0 || strcmp(failure, "E-SMP-LEFT-OUT") == 0);
    return failure[0] == 0 ? "" : bb_failure_details();
}

TEST(who_is_left_out_is_told)
{
    CHECK_TEXT(warning(&(fake_processor){.flags = FIT, .refuses = true}),
               "the firmware does not start processor 1 (EFI_DEVICE_ERROR)");
    CHECK_TEXT(warning(&(fake_processor){.flags = FIT, .features = BB_CPU_SSE2}),
               "processor 1 lacks what the boot processor has: avx2");
    CHECK_TEXT(warning(&(fake_processor){.flags = FIT, .features = FEATURES, .sleeps = true}),
               "processor 1 has not started within a second");
    CHECK_TEXT(warning(&(fake_processor){.flags = PROCESSOR_ENABLED_BIT}), "");
    CHECK_TEXT(warning(&(fake_processor){.flags = FIT, .hyper_thread = 1}), "");
}

TEST(at_most_so_many)
{
    SET_UP(BOOT, GOOD, {.flags = FIT, .refuses = true}, GOOD, GOOD, GOOD);
    wanted_mxcsr = __builtin_ia32_stmxcsr();
    test_processors = 3;
    CHECK(bb_smp_boot(&kernel) == BB_OK);
    CHECK_EQUAL(bb_smp_processors(), 3);
    work_with(1u << 1 | 1u << 3); /* another one for the one that was refused */
    fake_output();
    bb_smp_show(&kernel);
    CHECK(strstr(fake_output(), "core 4-5    left out, more than smp.processors\n") != NULL);
    tear_down();

    test_processors = 1;
    SET_UP(BOOT, GOOD);
    CHECK(bb_smp_boot(&kernel) == BB_OK);
    CHECK_EQUAL(bb_smp_processors(), 1);
    CHECK(!machine[1].started);
    work_with(0);
    tear_down();
    test_processors = 0;
}

TEST(hyper_threads_by_option)
{
    SET_UP(BOOT, {.flags = FIT, .features = FEATURES, .hyper_thread = 1});
    test_hyper_threads = true;
    CHECK(bb_smp_boot(&kernel) == BB_OK);
    CHECK_EQUAL(bb_smp_processors(), 2);
    work_with(1u << 1);
    tear_down();
    test_hyper_threads = false;
}

/* The firmware has all processors back, and the work is still done. */
TEST(after_the_shutdown)
{
    SET_UP(BOOT, GOOD, GOOD);
    CHECK(bb_smp_boot(&kernel) == BB_OK);
    work_with(1u << 1 | 1u << 2);
    bb_smp_shutdown(&kernel, true);
    CHECK(machine[1].done && machine[2].done);
    work_with(0);
    tear_down();
}

int main(void)
{
    /* The one without services comes first: the module boots once only, and has no table yet. */
    return RUN(without_services) | RUN(all_kinds_of_processors) | RUN(who_is_left_out_is_told) |
           RUN(at_most_so_many) | RUN(hyper_threads_by_option) | RUN(after_the_shutdown);
}
