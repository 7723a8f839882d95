/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all parts of the hosted runner share: the options, messages, ways out, the clock.
 *
 * The runner loads the EFI file that a PC boots and gives it UEFI as a Linux process. Threads:
 *   main      reads the input, keeps the time limit (input.c)
 *   kernel    the boot processor; runs the image and all services (main.c)
 *   APs       one for each further processor (mp.c)
 *   disks     reads for ReadBlocksEx, if there are disks (disks.c)
 */
#ifndef HOSTED_H
#define HOSTED_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "../include/efi/efi.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit codes of the runner. */
enum {
    EXIT_OK = 0,            /* the image returned, exited or reset with a success status */
    EXIT_IMAGE_ERROR = 1,   /* ... with an error status */
    EXIT_USAGE = 64,        /* wrong options */
    EXIT_BAD_IMAGE = 65,    /* the EFI file cannot be loaded */
    EXIT_HOST = 69,         /* Linux refused something, such as memory */
    EXIT_MISUSE = 70,       /* the image broke a rule of UEFI */
    EXIT_WATCHDOG = 71,     /* the watchdog ran out: a machine would have reset */
    EXIT_CRASH = 72,        /* the image crashed */
    EXIT_TIMEOUT = 73,      /* --timeout */
    EXIT_INPUT_ENDED = 74,  /* --eof-exit */
    EXIT_INTERRUPTED = 130, /* Ctrl-C three times */
};

enum hosted_console { CONSOLE_SERIAL, CONSOLE_SCREEN, CONSOLE_BOTH };

#define HOSTED_MAX_DISKS 8

struct disk_option {
    const char *path;
    uint32_t block_size;
};

struct hosted_options {
    const char *image;        /* path of the EFI file */
    const char *esp;          /* folder that the image sees as its volume */
    const char *load_options; /* UTF-8, or NULL */
    const char *read_error;   /* path on the volume, or of a disk, where a read fails, or NULL */
    uint64_t read_error_offset;
    struct disk_option disks[HOSTED_MAX_DISKS]; /* the volume is on the first one */
    size_t disk_count;
    bool block_io2; /* disks can read asynchronously */
    uint64_t memory_mib;
    size_t processors;
    uint64_t timeout_s;   /* 0: none */
    uint64_t eof_exit_ms; /* 0: never */
    enum hosted_console console;
    uint8_t poison;
    bool serial;
    bool guard;
    bool stats;
};

extern struct hosted_options hosted_options;

/* Figures for --stats; written by the kernel thread only. */
struct hosted_stats {
    uint64_t start_ns;
    uint64_t bytes_read;
    uint64_t reads;
    uint64_t largest_read;
    uint64_t tpl_raises;
    uint64_t memory_high_water; /* most bytes that the image had allocated at one time */
};

extern struct hosted_stats hosted_stats;

/* Number of the processor that runs this thread: 0 is the boot processor. */
extern _Thread_local size_t hosted_processor;

/* The task priority level that the image runs at; events.c changes it. */
extern EFI_TPL hosted_tpl;

/* Fills hosted_options; leaves the process with EXIT_USAGE, or with 0 after --help. */
void options_parse(int argc, char **argv);

/* One line on standard error, prefixed "hosted: ". */
void hosted_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* hosted_say, then hosted_exit. */
_Noreturn void hosted_fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The only way out: calls what hosted_before_exit was given, prints the figures if asked, ends all
 * threads. */
_Noreturn void hosted_exit(int code);

/* What is to be put back as it was, such as the terminal. Called at most once, on any thread. */
void hosted_before_exit(void (*what)(void));

/* The image ended with `status`, by returning, Exit or ResetSystem. */
_Noreturn void hosted_exit_status(const char *how, EFI_STATUS status);

/* CLOCK_MONOTONIC in nanoseconds. */
uint64_t hosted_now(void);

/*
 * Called first by every service. Ends the process with EXIT_MISUSE when the service must not be
 * called here: on an AP, after ExitBootServices, or above `highest` (UEFI 2.10, table 7.2).
 */
void hosted_enter(const char *service, EFI_TPL highest);

/* ExitBootServices was called: from now on hosted_enter refuses. */
void hosted_leave_boot_services(void);

/* malloc that ends the process when Linux has no memory. */
void *hosted_alloc(size_t size);

/* Writes all bytes to a descriptor of the process. */
void hosted_write(int fd, const void *bytes, size_t size);

static inline bool guid_equal(const EFI_GUID *a, const EFI_GUID *b)
{
    return __builtin_memcmp(a, b, sizeof *a) == 0;
}

#endif
