/* SPDX-License-Identifier: Apache-2.0 */
#include "events.h"

#include "input.h"

#include <inttypes.h>
#include <stdlib.h>

#define FIRMWARE_WATCHDOG_S 300u /* UEFI 2.10, section 3.1.2: five minutes */
#define WAKE_UP_NS 200000u       /* a stall's end is waited for awake */
#define NS_PER_TICK 100u         /* timer times are in units of 100 ns */

struct event {
    struct event *next;
    uint32_t type;
    EFI_TPL tpl;
    EFI_EVENT_NOTIFY notify;
    void *context;
    bool (*is_ready)(void); /* internal events only */
    bool grouped;
    EFI_GUID group;
    bool signaled;
    uint64_t queued; /* order in which notifications wait, 0: none waits */
    uint64_t due_ns; /* 0: no timer */
    uint64_t period_ns;
};

static struct event *events; /* all open events */
static uint64_t queue_counter;
static uint64_t watchdog_due_ns; /* 0: off */
static UINTN watchdog_s;
static void (*sources[4])(void);
static size_t source_count;

static const EFI_GUID exit_group = EFI_EVENT_GROUP_EXIT_BOOT_SERVICES;

/* NULL when this is not an open event: never follows a wild pointer. */
static struct event *find(EFI_EVENT event)
{
    for (struct event *e = events; e != NULL; e = e->next)
        if (e == event)
            return e;
    return NULL;
}

void events_add_source(void (*poll)(void))
{
    if (source_count == sizeof sources / sizeof sources[0])
        hosted_fail(EXIT_HOST, "more than %zu sources of events", source_count);
    sources[source_count++] = poll;
}

void events_open(void)
{
    watchdog_s = FIRMWARE_WATCHDOG_S;
    watchdog_due_ns = hosted_now() + FIRMWARE_WATCHDOG_S * 1000000000ull;
}

static void queue(struct event *event)
{
    if (event->queued == 0)
        event->queued = ++queue_counter;
}

/* Runs what waits above the present level: highest level first, then in order. */
static void dispatch(void)
{
    for (;;) {
        struct event *first = NULL;
        for (struct event *e = events; e != NULL; e = e->next)
            if (e->queued != 0 && e->tpl > hosted_tpl &&
                (first == NULL || e->tpl > first->tpl ||
                 (e->tpl == first->tpl && e->queued < first->queued)))
                first = e;
        if (first == NULL)
            return;
        first->queued = 0;
        if (first->type & EVT_NOTIFY_SIGNAL)
            first->signaled = false;
        EFI_TPL before = hosted_tpl, level = first->tpl;
        hosted_tpl = level;
        first->notify(first, first->context); /* may close the event */
        if (hosted_tpl != level)
            hosted_fail(EXIT_MISUSE, "a notification function returned at TPL %" PRIu64,
                        hosted_tpl);
        hosted_tpl = before;
    }
}

static void signal_one(struct event *event)
{
    if (event->signaled)
        return;
    event->signaled = true;
    if (event->type & EVT_NOTIFY_SIGNAL)
        queue(event);
}

static void signal_event(struct event *event)
{
    if (!event->grouped) {
        signal_one(event);
        return;
    }
    EFI_GUID group = event->group;
    for (struct event *e = events; e != NULL; e = e->next)
        if (e->grouped && guid_equal(&e->group, &group))
            signal_one(e);
}

void events_signal(EFI_EVENT event)
{
    struct event *e = event == NULL ? NULL : find(event);
    if (e == NULL)
        return;
    signal_event(e);
    dispatch();
}

void events_signal_exit_boot_services(void)
{
    for (struct event *e = events; e != NULL; e = e->next)
        if (e->grouped && guid_equal(&e->group, &exit_group))
            signal_one(e);
    dispatch();
}

void events_poll(void)
{
    uint64_t now = hosted_now();
    if (watchdog_due_ns != 0 && now >= watchdog_due_ns)
        hosted_fail(EXIT_WATCHDOG, "the watchdog of %" PRIu64 " s ran out: a machine would reset",
                    watchdog_s);
    for (struct event *e = events; e != NULL; e = e->next) {
        if (e->due_ns == 0 || now < e->due_ns)
            continue;
        if (e->period_ns == 0)
            e->due_ns = 0;
        else
            e->due_ns += ((now - e->due_ns) / e->period_ns + 1) * e->period_ns;
        signal_event(e);
    }
    for (size_t i = 0; i < source_count; i++)
        sources[i]();
    dispatch();
}

/* Until when the image may sleep if nothing else happens. */
static uint64_t next_due(uint64_t limit)
{
    if (watchdog_due_ns != 0 && watchdog_due_ns < limit)
        limit = watchdog_due_ns;
    for (struct event *e = events; e != NULL; e = e->next)
        if (e->due_ns != 0 && e->due_ns < limit)
            limit = e->due_ns;
    return limit;
}

static void sleep_until(uint64_t mark, uint64_t limit)
{
    uint64_t before = hosted_now();
    input_wait(mark, next_due(limit));
    input_idle(hosted_now() - before);
}

EFI_TPL EFIAPI events_raise_tpl(EFI_TPL NewTpl)
{
    hosted_enter("RaiseTPL", TPL_HIGH_LEVEL);
    if (NewTpl < hosted_tpl || NewTpl > TPL_HIGH_LEVEL)
        hosted_fail(EXIT_MISUSE, "RaiseTPL(%" PRIu64 ") at TPL %" PRIu64, NewTpl, hosted_tpl);
    EFI_TPL before = hosted_tpl;
    hosted_tpl = NewTpl;
    hosted_stats.tpl_raises++;
    return before;
}

VOID EFIAPI events_restore_tpl(EFI_TPL OldTpl)
{
    hosted_enter("RestoreTPL", TPL_HIGH_LEVEL);
    if (OldTpl > hosted_tpl || OldTpl < TPL_APPLICATION)
        hosted_fail(EXIT_MISUSE, "RestoreTPL(%" PRIu64 ") at TPL %" PRIu64, OldTpl, hosted_tpl);
    hosted_tpl = OldTpl;
    events_poll();
}

static struct event *add(uint32_t type, EFI_TPL level, EFI_EVENT_NOTIFY notify, void *context)
{
    struct event *event = hosted_alloc(sizeof *event);
    event->type = type;
    event->tpl = level;
    event->notify = notify;
    event->context = context;
    event->next = events;
    events = event;
    return event;
}

EFI_EVENT events_create_internal(bool (*is_ready)(void))
{
    struct event *event = add(0, TPL_NOTIFY, NULL, NULL);
    event->is_ready = is_ready;
    return event;
}

EFI_STATUS EFIAPI events_create_ex(UINT32 Type, EFI_TPL NotifyTpl, EFI_EVENT_NOTIFY NotifyFunction,
                                   const VOID *NotifyContext, const EFI_GUID *EventGroup,
                                   EFI_EVENT *Event)
{
    hosted_enter("CreateEvent", TPL_HIGH_LEVEL - 1);
    const UINT32 notify = EVT_NOTIFY_SIGNAL | EVT_NOTIFY_WAIT;
    bool exit_event = Type == EVT_SIGNAL_EXIT_BOOT_SERVICES;
    if (Event == NULL || (Type & notify) == notify ||
        (!exit_event && (Type & ~(notify | EVT_TIMER | EVT_RUNTIME)) != 0))
        return EFI_INVALID_PARAMETER;
    if ((Type & notify) != 0 &&
        (NotifyFunction == NULL || NotifyTpl <= TPL_APPLICATION || NotifyTpl > TPL_HIGH_LEVEL))
        return EFI_INVALID_PARAMETER;
    struct event *event = add(exit_event ? EVT_NOTIFY_SIGNAL : Type, NotifyTpl, NotifyFunction,
                              (void *)(uintptr_t)NotifyContext);
    if (exit_event)
        EventGroup = &exit_group;
    if (EventGroup != NULL) {
        event->grouped = true;
        event->group = *EventGroup;
    }
    *Event = event;
    return EFI_SUCCESS;
}

EFI_STATUS EFIAPI events_create(UINT32 Type, EFI_TPL NotifyTpl, EFI_EVENT_NOTIFY NotifyFunction,
                                VOID *NotifyContext, EFI_EVENT *Event)
{
    return events_create_ex(Type, NotifyTpl, NotifyFunction, NotifyContext, NULL, Event);
}

EFI_STATUS EFIAPI events_set_timer(EFI_EVENT Event, EFI_TIMER_DELAY Type, UINT64 TriggerTime)
{
    hosted_enter("SetTimer", TPL_HIGH_LEVEL - 1);
    struct event *event = find(Event);
    if (event == NULL || (event->type & EVT_TIMER) == 0 || (unsigned)Type > TimerRelative)
        return EFI_INVALID_PARAMETER;
    /* A delay of 0 is the next tick. Delays beyond 292 years never end. */
    uint64_t delay = TriggerTime == 0                        ? NS_PER_TICK
                     : TriggerTime > INT64_MAX / NS_PER_TICK ? INT64_MAX
                                                             : TriggerTime * NS_PER_TICK;
    event->due_ns = Type == TimerCancel ? 0 : hosted_now() + delay;
    event->period_ns = Type == TimerPeriodic ? delay : 0;
    return EFI_SUCCESS;
}

static EFI_STATUS check(struct event *event)
{
    if (event == NULL || (event->type & EVT_NOTIFY_SIGNAL))
        return EFI_INVALID_PARAMETER;
    if (!event->signaled && event->is_ready != NULL)
        return event->is_ready() ? EFI_SUCCESS : EFI_NOT_READY;
    if (!event->signaled && (event->type & EVT_NOTIFY_WAIT)) {
        queue(event);
        dispatch(); /* the function may signal the event */
        event = find(event);
        if (event == NULL)
            return EFI_INVALID_PARAMETER;
    }
    if (!event->signaled)
        return EFI_NOT_READY;
    event->signaled = false;
    return EFI_SUCCESS;
}

EFI_STATUS EFIAPI events_wait(UINTN NumberOfEvents, EFI_EVENT *Event, UINTN *Index)
{
    hosted_enter("WaitForEvent", TPL_HIGH_LEVEL);
    if (hosted_tpl != TPL_APPLICATION)
        return EFI_UNSUPPORTED;
    if (NumberOfEvents == 0 || Event == NULL || Index == NULL)
        return EFI_INVALID_PARAMETER;
    for (;;) {
        uint64_t mark = input_mark();
        events_poll();
        bool asks = false; /* a wait function must be asked again and again */
        for (UINTN i = 0; i < NumberOfEvents; i++) {
            EFI_STATUS status = check(find(Event[i]));
            if (status != EFI_NOT_READY) {
                *Index = i;
                return status;
            }
            asks |= (find(Event[i])->type & EVT_NOTIFY_WAIT) != 0;
        }
        sleep_until(mark, hosted_now() + (asks ? 1000000u : 100000000u));
    }
}

EFI_STATUS EFIAPI events_signal_service(EFI_EVENT Event)
{
    hosted_enter("SignalEvent", TPL_HIGH_LEVEL);
    if (find(Event) == NULL)
        return EFI_INVALID_PARAMETER;
    events_signal(Event);
    return EFI_SUCCESS;
}

EFI_STATUS EFIAPI events_close(EFI_EVENT Event)
{
    hosted_enter("CloseEvent", TPL_HIGH_LEVEL - 1);
    for (struct event **link = &events; *link != NULL; link = &(*link)->next) {
        struct event *event = *link;
        if (event != Event)
            continue;
        if (event->is_ready != NULL)
            hosted_fail(EXIT_MISUSE, "CloseEvent of an event that belongs to firmware");
        *link = event->next;
        free(event);
        return EFI_SUCCESS;
    }
    return EFI_INVALID_PARAMETER;
}

EFI_STATUS EFIAPI events_check(EFI_EVENT Event)
{
    hosted_enter("CheckEvent", TPL_HIGH_LEVEL - 1);
    events_poll();
    return check(find(Event));
}

EFI_STATUS EFIAPI events_stall(UINTN Microseconds)
{
    hosted_enter("Stall", TPL_HIGH_LEVEL);
    uint64_t end = Microseconds > INT64_MAX / 1000 ? INT64_MAX : hosted_now() + Microseconds * 1000;
    for (;;) {
        uint64_t mark = input_mark();
        events_poll();
        uint64_t now = hosted_now();
        if (now >= end)
            return EFI_SUCCESS;
        /* Linux wakes a sleeper late; kernels set their clocks by this. */
        if (end - now > WAKE_UP_NS)
            sleep_until(mark, end - WAKE_UP_NS);
    }
}

EFI_STATUS EFIAPI events_set_watchdog(UINTN Timeout, UINT64 WatchdogCode, UINTN DataSize,
                                      CHAR16 *WatchdogData)
{
    hosted_enter("SetWatchdogTimer", TPL_HIGH_LEVEL);
    (void)WatchdogCode;
    if (DataSize != 0 && WatchdogData == NULL)
        return EFI_INVALID_PARAMETER;
    watchdog_s = Timeout;
    watchdog_due_ns = Timeout == 0                       ? 0
                      : Timeout > INT64_MAX / 1000000000 ? INT64_MAX
                                                         : hosted_now() + Timeout * 1000000000;
    return EFI_SUCCESS;
}
