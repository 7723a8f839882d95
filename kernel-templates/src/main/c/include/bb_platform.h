/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_PLATFORM_H
#define BB_PLATFORM_H

/*
 * The platform layer: the only place that knows the firmware. Everything above it is plain
 * freestanding C. Strings are UTF-8; paths are absolute with backslashes, as on the EFI system
 * partition.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_key.h"
#include "bb_source.h"
#include "bb_status.h"

/* --- Console devices: contributed by the kernel module as ConsoleDevice. --- */

bool bb_screen_start(void);
void bb_screen_write(const char *text, size_t length);
bool bb_screen_read(bb_key *key);

/* The first serial port, taken over from the firmware's terminal: raw UTF-8 in both directions. */
bool bb_serial_start(void);
void bb_serial_write(const char *text, size_t length);
bool bb_serial_read(bb_key *key);

/* What the devices are, once they have been started: "screen 80x25, serial 115200 baud". */
const char *bb_platform_console(void);

/* --- Memory --- */

typedef struct bb_memory_info {
    uint64_t total;   /* bytes of RAM that the firmware knows */
    uint64_t free;    /* bytes that are conventional memory now */
    uint64_t largest; /* bytes of the largest free block */
} bb_memory_info;

typedef struct bb_memory_region {
    uint64_t start; /* physical address */
    uint64_t bytes;
    uint32_t type; /* EFI_MEMORY_TYPE */
} bb_memory_region;

bb_status bb_platform_memory(bb_memory_info *out);

/* Copies at most `capacity` regions of the memory map, by address; *count tells how many there are.
 */
bb_status bb_platform_memory_map(bb_memory_region *out, size_t capacity, size_t *count);
const char *bb_platform_memory_type(uint32_t type);

/* Pages of 4 KiB, of unspecified content. Fails with E-MEMORY-SHORT. */
bb_status bb_platform_pages_allocate(size_t bytes, void **out);
void bb_platform_pages_free(void *pages, size_t bytes);

/* --- Files of the volume that the kernel was booted from --- */

typedef struct bb_volume {
    char label[48];
    uint64_t bytes;
    uint64_t free;
    bool read_only;
} bb_volume;

/* The volume that the kernel was booted from. Fails with E-VOLUME: there is none, or it cannot be
 * read. */
bb_status bb_platform_volume(bb_volume *out);

/* E-FILE-MISSING: for callers that can do without the file. */
extern const bb_error_code bb_file_missing;

/* Opens a file for reading. Fails with E-FILE-MISSING, E-FILE-READ, E-VOLUME. Close with
 * bb_source_close; `path` must live as long. */
bb_status bb_platform_file_open(const char *path, bb_source *out);

/* Is told a file's name, UTF-8, and its size; ends the visit with false. */
typedef bool bb_file_visitor(void *context, const char *name, uint64_t bytes);

/* Visits the files of a folder, in no particular order; folders in it are left out. Nothing of the
 * volume may be called meanwhile. Fails with E-FILE-MISSING, E-FILE-READ, E-VOLUME. */
bb_status bb_platform_files(const char *folder, bb_file_visitor *visit, void *context);

/* Replaces a file's content: writes a new file, then renames it over the old one where the firmware
 * can. Fails with E-FILE-WRITE, E-VOLUME. */
bb_status bb_platform_file_write(const char *path, const void *bytes, size_t length);

/* --- Clock --- */

uint64_t bb_clock_ns(void); /* since bb_platform_start; monotonic */
void bb_platform_stall(uint32_t microseconds);

/* Waits, with the processor at rest, until a key may be there or the time is over. */
void bb_platform_wait(uint32_t microseconds);

/* --- Everything else --- */

/* Random bytes of the firmware or the processor; false if there is no source. */
bool bb_platform_entropy(void *out, size_t length);

/*
 * Brackets a computation that uses vector registers: interrupts are held off in between, because
 * firmware handlers save only the legacy SSE state. Nothing of the platform may be called in
 * between. An end without a begin does nothing.
 */
void bb_platform_vector_begin(void);
void bb_platform_vector_end(void);

typedef enum bb_exit { BB_EXIT_POWER_OFF, BB_EXIT_REBOOT, BB_EXIT_RETURN } bb_exit;

/* Leaves the machine; ok is what a hosted run or a firmware that is returned to is told. */
_Noreturn void bb_platform_exit(bb_exit how, bool ok);

/* Called once by efi_main, before anything else: watchdog off, clock started. */
bb_status bb_platform_start(void *image, void *system_table);

/* Firmware vendor and revision as text. */
const char *bb_platform_firmware(void);

#endif
