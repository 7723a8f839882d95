/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SMP_THREADS_H
#define SMP_THREADS_H

/* A pool whose workers are threads, for one file of a test program. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "smp_pool.h"

enum { MOST_WORKERS = 4 };

static bb_smp_pool pool;
static pthread_t threads[MOST_WORKERS];
static bb_smp_worker workers[MOST_WORKERS];
static size_t worker_count;
static _Thread_local bool is_worker;

static void *work(void *worker)
{
    float *staging = malloc(BB_SMP_STAGING * sizeof *staging);
    ((bb_smp_worker *)worker)->staging = staging;
    is_worker = true;
    bb_smp_pool_work(&pool, worker);
    free(staging);
    return NULL;
}

static inline void start(size_t count)
{
    bb_smp_pool_open(&pool);
    for (worker_count = 0; worker_count < count; worker_count++)
        pthread_create(&threads[worker_count], NULL, work, &workers[worker_count]);
    pool.processors = 1 + count;
}

static inline void stop(void)
{
    bb_smp_pool_close(&pool);
    for (size_t i = 0; i < worker_count; i++)
        pthread_join(threads[i], NULL);
}

static inline void sleep_us(long microseconds)
{
    nanosleep(&(struct timespec){.tv_nsec = microseconds * 1000}, NULL);
}

/* --- Preemption: signals stop the workers at any instruction, for a while. --- */

static _Atomic(bool) disturbing;
static pthread_t disturber;

static inline void hold_up(int signal)
{
    static _Atomic(uint32_t) count;
    (void)signal;
    sleep_us(atomic_fetch_add(&count, 1) % 7 * 100);
}

static void *disturb(void *unused)
{
    uint64_t random = 7;
    (void)unused;
    while (atomic_load(&disturbing)) {
        pthread_kill(threads[bb_test_random(&random) % worker_count], SIGUSR1);
        sleep_us((long)(bb_test_random(&random) % 150));
    }
    return NULL;
}

static inline void disturb_workers(void)
{
    struct sigaction action = {.sa_handler = hold_up};
    sigaction(SIGUSR1, &action, NULL);
    atomic_store(&disturbing, true);
    pthread_create(&disturber, NULL, disturb, NULL);
}

static inline void leave_workers_alone(void)
{
    atomic_store(&disturbing, false);
    pthread_join(disturber, NULL);
}

#endif
