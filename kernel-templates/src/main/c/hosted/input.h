/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Standard input, and waiting. The main thread reads the input all the time, so that Ctrl-C three
 * times ends even an image that hangs; the kernel thread takes the bytes from a buffer. Behind the
 * last one there is a Ctrl-D, as a terminal's user types it to end the input, and another one every
 * 100 ms.
 */
#ifndef HOSTED_INPUT_H
#define HOSTED_INPUT_H

#include "hosted.h"

/* Puts a terminal into raw mode. Call before any thread starts. */
void input_open(void);

/* The main thread's life: reads the input and keeps the time limit. Never returns. */
_Noreturn void input_supervise(void);

/* Bytes that are there now. */
size_t input_available(void);

/* Takes up to `size` bytes; returns how many. */
size_t input_take(uint8_t *bytes, size_t size);

/*
 * Waiting without a lost wake-up: read the mark, look whether there is something to do, then wait
 * until the mark moves or the deadline (hosted_now) passes.
 */
uint64_t input_mark(void);
void input_wait(uint64_t mark, uint64_t deadline_ns);

/* Moves the mark: something happened that a waiting image may want to know. */
void input_wake(void);

/* The image waited for so long (--eof-exit), or it wrote something. */
void input_idle(uint64_t ns);
void input_active(void);

#endif
