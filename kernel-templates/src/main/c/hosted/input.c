/* SPDX-License-Identifier: Apache-2.0 */
#include "input.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define CTRL_C 3
#define CTRL_D 4
#define NS_PER_S 1000000000ull
#define END_EVERY_NS 100000000u /* between two Ctrl-D that tell the end of the input */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved;
static uint64_t mark;
static uint8_t ring[65536];
static size_t ring_first, ring_used;
static bool ended;
static uint64_t end_due_ns; /* when its end is told again */
static uint64_t idle_ns;

static struct termios terminal_before;
static volatile sig_atomic_t terminal_changed;

static void restore_terminal(void)
{
    if (terminal_changed)
        tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
    terminal_changed = 0;
}

static void on_signal(int number)
{
    restore_terminal();
    _exit(128 + number);
}

void input_open(void)
{
    hosted_before_exit(restore_terminal);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&moved, &attributes);
    pthread_condattr_destroy(&attributes);

    signal(SIGPIPE, SIG_IGN);
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        signal(ends[i], on_signal);

    if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &terminal_before) != 0)
        return;
    struct termios raw = terminal_before;
    /* Keys arrive one by one, unchanged; output processing stays for messages of the runner. */
    raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | IXON | ISTRIP | BRKINT);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    terminal_changed = tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
}

/* A terminal in raw mode must leave a way out of an image that does not listen. */
static void count_interrupts(const uint8_t *bytes, size_t size)
{
    static uint64_t times[2];
    if (!terminal_changed)
        return;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != CTRL_C)
            continue;
        uint64_t now = hosted_now();
        if (times[0] != 0 && now - times[0] <= NS_PER_S)
            hosted_fail(EXIT_INTERRUPTED, "ended by Ctrl-C three times");
        times[0] = times[1];
        times[1] = now;
    }
}

static void put(const uint8_t *bytes, size_t size)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < size; i++)
        ring[(ring_first + ring_used + i) % sizeof ring] = bytes[i];
    ring_used += size;
    mark++;
    pthread_cond_broadcast(&moved);
    pthread_mutex_unlock(&lock);
}

static void end(void)
{
    pthread_mutex_lock(&lock);
    ended = true;
    mark++;
    pthread_cond_broadcast(&moved);
    pthread_mutex_unlock(&lock);
}

/* Waits for input (or just waits when there will be none) and takes over what has come. */
static void read_some(bool open, size_t room, int wait_ms)
{
    struct pollfd input = {.fd = open && room > 0 ? STDIN_FILENO : -1, .events = POLLIN};
    if (poll(&input, 1, wait_ms) <= 0 || input.revents == 0)
        return;
    uint8_t bytes[4096];
    ssize_t count = read(STDIN_FILENO, bytes, room < sizeof bytes ? room : sizeof bytes);
    if (count > 0) {
        count_interrupts(bytes, (size_t)count);
        put(bytes, (size_t)count);
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
        end();
    }
}

void input_supervise(void)
{
    uint64_t deadline = hosted_options.timeout_s == 0
                            ? UINT64_MAX
                            : hosted_stats.start_ns + hosted_options.timeout_s * NS_PER_S;
    for (;;) {
        uint64_t now = hosted_now();
        if (now >= deadline)
            hosted_fail(EXIT_TIMEOUT, "no end after %llu s (--timeout)",
                        (unsigned long long)hosted_options.timeout_s);
        pthread_mutex_lock(&lock);
        bool open = !ended;
        size_t room = sizeof ring - ring_used;
        pthread_mutex_unlock(&lock);
        /* A full buffer empties without telling us: look again soon. */
        uint64_t wait_ms = open && room == 0 ? 5 : 60000;
        if (!open) { /* who waits is to see the next Ctrl-D */
            wait_ms = END_EVERY_NS / 1000000;
            input_wake();
        }
        if (deadline != UINT64_MAX && (deadline - now) / 1000000 < wait_ms)
            wait_ms = (deadline - now) / 1000000 + 1;
        read_some(open, room, (int)wait_ms);
    }
}

/* Whether there is a Ctrl-D because the input has ended. Not more often than now and then, so that
 * an image that reads all there is comes to an end. */
static bool end_is_due(void)
{
    return ended && ring_used == 0 && hosted_now() >= end_due_ns;
}

size_t input_available(void)
{
    pthread_mutex_lock(&lock);
    size_t available = end_is_due() ? 1 : ring_used;
    pthread_mutex_unlock(&lock);
    return available;
}

size_t input_take(uint8_t *bytes, size_t size)
{
    pthread_mutex_lock(&lock);
    if (size > 0 && end_is_due()) {
        bytes[0] = CTRL_D;
        end_due_ns = hosted_now() + END_EVERY_NS;
        pthread_mutex_unlock(&lock);
        return 1;
    }
    size_t taken = size < ring_used ? size : ring_used;
    for (size_t i = 0; i < taken; i++)
        bytes[i] = ring[(ring_first + i) % sizeof ring];
    ring_first = (ring_first + taken) % sizeof ring;
    ring_used -= taken;
    if (taken > 0)
        idle_ns = 0;
    pthread_mutex_unlock(&lock);
    return taken;
}

uint64_t input_mark(void)
{
    pthread_mutex_lock(&lock);
    uint64_t now = mark;
    pthread_mutex_unlock(&lock);
    return now;
}

void input_wait(uint64_t seen, uint64_t deadline_ns)
{
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / NS_PER_S),
                                .tv_nsec = (long)(deadline_ns % NS_PER_S)};
    pthread_mutex_lock(&lock);
    while (mark == seen && pthread_cond_timedwait(&moved, &lock, &deadline) == 0)
        continue;
    pthread_mutex_unlock(&lock);
}

void input_wake(void)
{
    pthread_mutex_lock(&lock);
    mark++;
    pthread_cond_broadcast(&moved);
    pthread_mutex_unlock(&lock);
}

void input_idle(uint64_t ns)
{
    if (hosted_options.eof_exit_ms == 0)
        return;
    pthread_mutex_lock(&lock);
    bool done = false;
    if (ended && ring_used == 0) {
        idle_ns += ns;
        done = idle_ns / 1000000 >= hosted_options.eof_exit_ms;
    }
    pthread_mutex_unlock(&lock);
    if (done)
        hosted_fail(EXIT_INPUT_ENDED, "the image waits for input, but standard input has ended");
}

void input_active(void)
{
    pthread_mutex_lock(&lock);
    idle_ns = 0;
    pthread_mutex_unlock(&lock);
}
