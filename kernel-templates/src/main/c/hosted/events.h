/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Task priority levels, events, timers, the watchdog (UEFI 2.10, section 7.1 and 7.5). There are no
 * interrupts: timers fire when the image calls RestoreTPL, Stall, WaitForEvent or CheckEvent.
 */
#ifndef HOSTED_EVENTS_H
#define HOSTED_EVENTS_H

#include "hosted.h"

/* Arms the watchdog as firmware does before it starts an image. */
void events_open(void);

/*
 * An event of the runner itself, such as WaitForKey: `is_ready` is asked when the image checks the
 * event or waits for it.
 */
EFI_EVENT events_create_internal(bool (*is_ready)(void));

/* Signals an event of the image from a service; NULL and closed events are ignored. */
void events_signal(EFI_EVENT event);

/* What signals events of what went on meanwhile elsewhere: asked by events_poll. */
void events_add_source(void (*poll)(void));

/* Called at every point where an interrupt could come. */
void events_poll(void);

/* Signals the events of EFI_EVENT_GROUP_EXIT_BOOT_SERVICES. */
void events_signal_exit_boot_services(void);

EFI_TPL EFIAPI events_raise_tpl(EFI_TPL NewTpl);
VOID EFIAPI events_restore_tpl(EFI_TPL OldTpl);
EFI_STATUS EFIAPI events_create(UINT32 Type, EFI_TPL NotifyTpl, EFI_EVENT_NOTIFY NotifyFunction,
                                VOID *NotifyContext, EFI_EVENT *Event);
EFI_STATUS EFIAPI events_create_ex(UINT32 Type, EFI_TPL NotifyTpl, EFI_EVENT_NOTIFY NotifyFunction,
                                   const VOID *NotifyContext, const EFI_GUID *EventGroup,
                                   EFI_EVENT *Event);
EFI_STATUS EFIAPI events_set_timer(EFI_EVENT Event, EFI_TIMER_DELAY Type, UINT64 TriggerTime);
EFI_STATUS EFIAPI events_wait(UINTN NumberOfEvents, EFI_EVENT *Event, UINTN *Index);
EFI_STATUS EFIAPI events_signal_service(EFI_EVENT Event);
EFI_STATUS EFIAPI events_close(EFI_EVENT Event);
EFI_STATUS EFIAPI events_check(EFI_EVENT Event);
EFI_STATUS EFIAPI events_stall(UINTN Microseconds);
EFI_STATUS EFIAPI events_set_watchdog(UINTN Timeout, UINT64 WatchdogCode, UINTN DataSize,
                                      CHAR16 *WatchdogData);

#endif
