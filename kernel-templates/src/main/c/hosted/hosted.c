/* SPDX-License-Identifier: Apache-2.0 */
#include "hosted.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct hosted_stats hosted_stats;

static void (*restore)(void);

static void say(const char *format, va_list arguments)
{
    char line[1024];
    int length = vsnprintf(line, sizeof line - 1, format, arguments);
    size_t end = length < 0 ? 0 : (size_t)length;
    if (end > sizeof line - 2)
        end = sizeof line - 2;
    line[end] = '\n';
    /* One write for the line and its prefix, so that threads do not mix their lines. */
    char whole[sizeof line + 8];
    memcpy(whole, "hosted: ", 8);
    memcpy(whole + 8, line, end + 1);
    hosted_write(STDERR_FILENO, whole, end + 9);
}

void hosted_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
}

void hosted_fail(int code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
    hosted_exit(code);
}

static void print_stats(void)
{
    uint64_t elapsed = hosted_now() - hosted_stats.start_ns;
    hosted_say("wall time %" PRIu64 ".%06" PRIu64 " s", elapsed / 1000000000,
               elapsed / 1000 % 1000000);
    hosted_say("memory high-water mark %" PRIu64 " bytes", hosted_stats.memory_high_water);
    hosted_say("file bytes read %" PRIu64, hosted_stats.bytes_read);
    hosted_say("file reads %" PRIu64, hosted_stats.reads);
    hosted_say("largest file read %" PRIu64 " bytes", hosted_stats.largest_read);
    hosted_say("TPL raises %" PRIu64, hosted_stats.tpl_raises);
}

void hosted_before_exit(void (*what)(void))
{
    restore = what;
}

void hosted_exit(int code)
{
    /* Two threads may want to leave at once, such as the time limit and the image. */
    static atomic_flag leaving = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&leaving))
        for (;;)
            pause();
    if (restore != NULL)
        restore();
    if (hosted_options.stats && hosted_stats.start_ns != 0)
        print_stats();
    _exit(code);
}

void hosted_exit_status(const char *how, EFI_STATUS status)
{
    if (EFI_ERROR(status))
        hosted_fail(EXIT_IMAGE_ERROR, "%s with error status 0x%016" PRIx64, how, status);
    hosted_exit(EXIT_OK);
}

uint64_t hosted_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void *hosted_alloc(size_t size)
{
    void *bytes = calloc(1, size);
    if (bytes == NULL)
        hosted_fail(EXIT_HOST, "out of memory for the runner itself");
    return bytes;
}

void hosted_write(int fd, const void *bytes, size_t size)
{
    const char *next = bytes;
    while (size > 0) {
        ssize_t written = write(fd, next, size);
        if (written < 0) {
            if (errno == EINTR || errno == EAGAIN)
                continue;
            return; /* a closed pipe: the reader is gone, the image goes on */
        }
        next += written;
        size -= (size_t)written;
    }
}
