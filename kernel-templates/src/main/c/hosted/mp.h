/* SPDX-License-Identifier: Apache-2.0 */
/* Processors as threads, for EFI_MP_SERVICES_PROTOCOL (PI 1.8, volume 2, section 13.4). */
#ifndef HOSTED_MP_H
#define HOSTED_MP_H

#include "hosted.h"

#include <pthread.h>

/* The only instance of the protocol. */
extern EFI_MP_SERVICES_PROTOCOL mp_services;

/* Starts the threads of the further processors. */
void mp_open(void);

/*
 * Starts a thread on a stack of its own: poisoned, with an inaccessible page below. `size` is what
 * the image may use of it.
 */
pthread_t mp_start_thread(size_t size, void *(*run)(void *), void *argument);

#endif
