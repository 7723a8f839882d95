/* SPDX-License-Identifier: Apache-2.0 */
#include "mp.h"

#include "crash.h"
#include "events.h"
#include "input.h"
#include "memory.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define AP_STACK (32u << 10)       /* what firmware usually gives an AP */
#define AP_NICE 10                 /* enough to tell them apart, see give_way */
#define STACK_FOR_HOST (96u << 10) /* thread data and the runner's own calls */

enum ap_state { AP_IDLE, AP_QUEUED, AP_RUNNING };

struct ap {
    enum ap_state state;
    bool disabled;
    EFI_AP_PROCEDURE procedure;
    void *argument;
};

/* A run that was started with a WaitEvent. */
struct run {
    EFI_EVENT event; /* NULL: no run is under way */
    bool all;        /* StartupAllAPs, else one processor */
    bool single;     /* one after the other */
    size_t processor;
    uint64_t deadline_ns;
    BOOLEAN *finished;
    UINTN **failed_list;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static struct ap *aps; /* by processor number; 0 is not used */
static struct run runs[256 + 1];

pthread_t mp_start_thread(size_t size, void *(*run)(void *), void *argument)
{
    size += STACK_FOR_HOST;
    uint8_t *stack = mmap(NULL, size + EFI_PAGE_SIZE, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED || mprotect(stack, EFI_PAGE_SIZE, PROT_NONE) != 0)
        hosted_fail(EXIT_HOST, "Linux does not grant a stack");
    crash_add_stack_guard(stack);
    memset(stack + EFI_PAGE_SIZE, hosted_options.poison, size);

    /* Signals of the process are the main thread's business. */
    sigset_t blocked, before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGHUP);
    sigaddset(&blocked, SIGQUIT);
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    if (pthread_attr_setstack(&attributes, stack + EFI_PAGE_SIZE, size) != 0 ||
        pthread_create(&thread, &attributes, run, argument) != 0)
        hosted_fail(EXIT_HOST, "Linux does not start a thread");
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return thread;
}

/*
 * Where another process wants one of the cores, it had better share it with an AP than with the
 * boot processor, which all others wait for: at the same priority Linux would choose at random.
 */
static void give_way(void)
{
    setpriority(PRIO_PROCESS, 0, AP_NICE); /* 0: this thread; it may fail */
}

static void *ap_main(void *argument)
{
    struct ap *ap = argument;
    hosted_processor = (size_t)(ap - aps);
    crash_open_thread();
    give_way();
    pthread_mutex_lock(&lock);
    for (;;) {
        while (ap->state != AP_QUEUED)
            pthread_cond_wait(&work, &lock);
        ap->state = AP_RUNNING;
        pthread_mutex_unlock(&lock);
        ap->procedure(ap->argument);
        pthread_mutex_lock(&lock);
        ap->state = AP_IDLE;
        input_wake();
    }
    return NULL;
}

static enum ap_state state_of(size_t processor)
{
    pthread_mutex_lock(&lock);
    enum ap_state state = aps[processor].state;
    pthread_mutex_unlock(&lock);
    return state;
}

static void start(size_t processor, EFI_AP_PROCEDURE procedure, void *argument)
{
    pthread_mutex_lock(&lock);
    struct ap *ap = &aps[processor];
    ap->procedure = procedure;
    ap->argument = argument;
    ap->state = AP_QUEUED;
    pthread_cond_broadcast(&work);
    pthread_mutex_unlock(&lock);
}

/* For StartupAllAPs one after the other: the next that has not had its turn. */
static bool start_next(struct run *run, EFI_AP_PROCEDURE procedure, void *argument)
{
    while (++run->processor < hosted_options.processors)
        if (!aps[run->processor].disabled) {
            start(run->processor, procedure, argument);
            return true;
        }
    return false;
}

static bool is_busy(const struct run *run)
{
    if (!run->all || run->single)
        return state_of(run->processor) != AP_IDLE;
    for (size_t i = 1; i < hosted_options.processors; i++)
        if (!aps[i].disabled && state_of(i) != AP_IDLE)
            return true;
    return false;
}

/* The image frees the list with FreePool. */
static void list_failed(const struct run *run)
{
    if (run->failed_list == NULL)
        return;
    VOID *list;
    if (pool_allocate(EfiBootServicesData, (hosted_options.processors + 1) * sizeof(UINTN),
                      &list) != EFI_SUCCESS)
        return;
    UINTN *next = list;
    for (size_t i = 1; i < hosted_options.processors; i++)
        if (!aps[i].disabled && (state_of(i) != AP_IDLE || (run->single && i > run->processor)))
            *next++ = i;
    *next = END_OF_CPU_LIST;
    *run->failed_list = list;
}

/*
 * Whether the run is over, and how. A machine would reset a processor that takes too long; a thread
 * cannot be stopped, so it stays busy until its procedure returns.
 */
static bool is_over(struct run *run, EFI_STATUS *status)
{
    if (!is_busy(run)) {
        struct ap *last = &aps[run->processor];
        if (run->single && start_next(run, last->procedure, last->argument))
            return false;
        *status = EFI_SUCCESS;
        if (run->finished != NULL)
            *run->finished = 1;
        return true;
    }
    if (hosted_now() < run->deadline_ns)
        return false;
    if (run->all)
        list_failed(run);
    *status = EFI_TIMEOUT;
    return true;
}

static void poll_ends(void)
{
    for (size_t i = 0; i <= hosted_options.processors && i < sizeof runs / sizeof runs[0]; i++) {
        EFI_STATUS status;
        if (runs[i].event == NULL || !is_over(&runs[i], &status))
            continue;
        EFI_EVENT event = runs[i].event;
        runs[i].event = NULL;
        events_signal(event);
    }
}

void mp_open(void)
{
    events_add_source(poll_ends);
    aps = hosted_alloc(hosted_options.processors * sizeof *aps);
    for (size_t i = 1; i < hosted_options.processors; i++)
        mp_start_thread(AP_STACK, ap_main, &aps[i]);
}

static EFI_STATUS finish(struct run *run)
{
    if (run->event != NULL) {
        runs[run->all ? 0 : run->processor] = *run;
        return EFI_SUCCESS;
    }
    for (;;) {
        EFI_STATUS status;
        uint64_t mark = input_mark();
        if (is_over(run, &status))
            return status;
        uint64_t limit = hosted_now() + 100000000;
        input_wait(mark, run->deadline_ns < limit ? run->deadline_ns : limit);
    }
}

static uint64_t deadline(UINTN microseconds)
{
    if (microseconds == 0 || microseconds > INT64_MAX / 1000)
        return UINT64_MAX;
    return hosted_now() + microseconds * 1000;
}

static EFI_STATUS EFIAPI get_number_of_processors(EFI_MP_SERVICES_PROTOCOL *This,
                                                  UINTN *NumberOfProcessors,
                                                  UINTN *NumberOfEnabledProcessors)
{
    (void)This;
    if (hosted_processor != 0)
        return EFI_DEVICE_ERROR;
    if (NumberOfProcessors == NULL || NumberOfEnabledProcessors == NULL)
        return EFI_INVALID_PARAMETER;
    *NumberOfProcessors = hosted_options.processors;
    *NumberOfEnabledProcessors = 1;
    for (size_t i = 1; i < hosted_options.processors; i++)
        *NumberOfEnabledProcessors += !aps[i].disabled;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_processor_info(EFI_MP_SERVICES_PROTOCOL *This, UINTN ProcessorNumber,
                                            EFI_PROCESSOR_INFORMATION *ProcessorInfoBuffer)
{
    (void)This;
    if (hosted_processor != 0)
        return EFI_DEVICE_ERROR;
    if (ProcessorInfoBuffer == NULL)
        return EFI_INVALID_PARAMETER;
    bool extended = (ProcessorNumber & CPU_V2_EXTENDED_TOPOLOGY) != 0;
    UINTN number = ProcessorNumber & ~(UINTN)CPU_V2_EXTENDED_TOPOLOGY;
    if (number >= hosted_options.processors)
        return EFI_NOT_FOUND;
    ProcessorInfoBuffer->ProcessorId = number;
    ProcessorInfoBuffer->StatusFlag = PROCESSOR_HEALTH_STATUS_BIT |
                                      (number == 0 ? PROCESSOR_AS_BSP_BIT : 0) |
                                      (aps[number].disabled ? 0 : PROCESSOR_ENABLED_BIT);
    ProcessorInfoBuffer->Location = (EFI_CPU_PHYSICAL_LOCATION){0, (UINT32)number, 0};
    if (extended)
        ProcessorInfoBuffer->ExtendedInformation.Location2 =
            (EFI_CPU_PHYSICAL_LOCATION2){0, 0, 0, 0, (UINT32)number, 0};
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI startup_all_aps(EFI_MP_SERVICES_PROTOCOL *This, EFI_AP_PROCEDURE Procedure,
                                         BOOLEAN SingleThread, EFI_EVENT WaitEvent,
                                         UINTN TimeoutInMicroSeconds, VOID *ProcedureArgument,
                                         UINTN **FailedCpuList)
{
    (void)This;
    if (hosted_processor != 0)
        return EFI_DEVICE_ERROR;
    if (Procedure == NULL)
        return EFI_INVALID_PARAMETER;
    if (FailedCpuList != NULL)
        *FailedCpuList = NULL;
    bool any = false;
    for (size_t i = 1; i < hosted_options.processors; i++) {
        if (aps[i].disabled)
            continue;
        if (state_of(i) != AP_IDLE)
            return EFI_NOT_READY;
        any = true;
    }
    if (!any)
        return EFI_NOT_STARTED;
    if (WaitEvent != NULL && runs[0].event != NULL)
        return EFI_NOT_READY;
    struct run run = {.event = WaitEvent,
                      .all = true,
                      .single = SingleThread != 0,
                      .deadline_ns = deadline(TimeoutInMicroSeconds),
                      .failed_list = FailedCpuList};
    if (run.single) {
        start_next(&run, Procedure, ProcedureArgument);
    } else {
        for (size_t i = 1; i < hosted_options.processors; i++)
            if (!aps[i].disabled)
                start(i, Procedure, ProcedureArgument);
    }
    return finish(&run);
}

static EFI_STATUS EFIAPI startup_this_ap(EFI_MP_SERVICES_PROTOCOL *This, EFI_AP_PROCEDURE Procedure,
                                         UINTN ProcessorNumber, EFI_EVENT WaitEvent,
                                         UINTN TimeoutInMicroseconds, VOID *ProcedureArgument,
                                         BOOLEAN *Finished)
{
    (void)This;
    if (hosted_processor != 0)
        return EFI_DEVICE_ERROR;
    if (Procedure == NULL || ProcessorNumber == 0)
        return EFI_INVALID_PARAMETER;
    if (ProcessorNumber >= hosted_options.processors)
        return EFI_NOT_FOUND;
    if (aps[ProcessorNumber].disabled)
        return EFI_INVALID_PARAMETER;
    if (state_of(ProcessorNumber) != AP_IDLE || runs[ProcessorNumber].event != NULL)
        return EFI_NOT_READY;
    if (Finished != NULL)
        *Finished = 0;
    struct run run = {.event = WaitEvent,
                      .processor = ProcessorNumber,
                      .deadline_ns = deadline(TimeoutInMicroseconds),
                      .finished = WaitEvent == NULL ? NULL : Finished};
    start(ProcessorNumber, Procedure, ProcedureArgument);
    return finish(&run);
}

static EFI_STATUS EFIAPI switch_bsp(EFI_MP_SERVICES_PROTOCOL *This, UINTN ProcessorNumber,
                                    BOOLEAN EnableOldBSP)
{
    (void)This;
    (void)ProcessorNumber;
    (void)EnableOldBSP;
    return EFI_UNSUPPORTED;
}

static EFI_STATUS EFIAPI enable_disable_ap(EFI_MP_SERVICES_PROTOCOL *This, UINTN ProcessorNumber,
                                           BOOLEAN EnableAP, UINT32 *HealthFlag)
{
    (void)This;
    if (hosted_processor != 0)
        return EFI_DEVICE_ERROR;
    if (ProcessorNumber >= hosted_options.processors)
        return EFI_NOT_FOUND;
    if (ProcessorNumber == 0 ||
        (HealthFlag != NULL && (*HealthFlag & PROCESSOR_HEALTH_STATUS_BIT) == 0))
        return ProcessorNumber == 0 ? EFI_INVALID_PARAMETER : EFI_UNSUPPORTED;
    if (state_of(ProcessorNumber) != AP_IDLE)
        return EFI_UNSUPPORTED;
    aps[ProcessorNumber].disabled = EnableAP == 0;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI who_am_i(EFI_MP_SERVICES_PROTOCOL *This, UINTN *ProcessorNumber)
{
    (void)This;
    if (ProcessorNumber == NULL)
        return EFI_INVALID_PARAMETER;
    *ProcessorNumber = hosted_processor;
    return EFI_SUCCESS;
}

EFI_MP_SERVICES_PROTOCOL mp_services = {
    .GetNumberOfProcessors = get_number_of_processors,
    .GetProcessorInfo = get_processor_info,
    .StartupAllAPs = startup_all_aps,
    .StartupThisAP = startup_this_ap,
    .SwitchBSP = switch_bsp,
    .EnableDisableAP = enable_disable_ap,
    .WhoAmI = who_am_i,
};
