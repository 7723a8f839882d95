/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_KERNEL_H
#define FAKE_KERNEL_H

/*
 * What surrounds the code under test in a native test: failures are kept, arenas come from malloc
 * and are poisoned, the console writes to memory, files are in memory. A test defines the hooks
 * that it needs.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_source.h"
#include "bb_status.h"

/* Code of the latest bb_fail, "" for none; forgets it. */
const char *fake_failure(void);

/* What was written to the console since the last call, without the frame's marks. */
const char *fake_output(void);

/* Keeps the first `calls` calls of bb_console_interrupted false and makes the next one true. */
void fake_interrupt_after(int calls);

/* A source that reads memory; reading beyond its end fails. */
bb_source fake_source(const char *name, const void *bytes, size_t size);

/* A whole file, or the end of the program; *size may be NULL. The caller frees it. */
char *fake_file(const char *folder, const char *name, size_t *size);

/* The folder of the real models: the environment's BB_MODELS, or ../shared/models as seen from the
 * repository's root. */
const char *fake_models(void);

/* Details that bb_boot_detail was given last. */
const char *fake_boot_detail(void);

/* All arenas' memory, given back. */
void fake_free_arenas(void);

/* Bytes that arenas were asked for since then, each request rounded up as in an arena. */
size_t fake_arena_bytes(void);

#endif
