/* SPDX-License-Identifier: Apache-2.0 */
#include "smp_pool.h"

#include "bb_bytes.h"
#include "smp_core.h"

/*
 * Measured, on cores that share a cache: a smaller work is done before a second processor has heard
 * of it, and smaller chunks cost more than they balance. In bytes of bb_work.item_cost, or
 * bb_pair.step_cost, of which a core reads 20 to 90 a nanosecond.
 */
#define LEAST_WORK 40960
#define LEAST_CHUNK 16384

/* What the caller does until others have begun, likewise. */
#define LEAD 6144

/* Works from this size on are always cut finely: beside them, the beginning of a chunk is nothing,
 * and a few percent that processors differ by are much. */
#define FINE_WORK (1u << 20)

/* Where works are cut finely: the large chunks are this share of a work, in percent, and a small
 * one is one of so many for two processors that could be made of what remains. */
#define LARGE_SHARE 80
#define SMALL_PARTS 3

/* A worker was late if the caller had to wait for longer than this part of its own time. Works are
 * cut finely then, so many at first; each time that this did not help for long, twice as many: a
 * machine of unequal processors soon tries seldom. */
#define LATE_PART 2
#define LEAST_FINE 4u
#define MOST_FINE 4096u
#define STEADY_WORKS 64u

/* Chunks of each size, at most. */
#define MOST_LARGE (BB_SMP_CHUNKS / 2 - 1)
#define MOST_SMALL (BB_SMP_CHUNKS / 2)

/* Floats of a work that the caller fetches from where they were computed. Workers put more out
 * themselves, at the same time. */
#define MOST_FETCHED 4096

#define LINE_WORDS 8 /* of 64 bits in a cache line */

/* Looks at the ticket with a pause each; after that, with many. */
#define EAGER_LOOKS 4096
#define LAZY_PAUSES 16

/* --- The ticket --- */

enum { ITEM_BITS = 20, INDEX_BITS = 10 };
#define MOST_ITEMS ((UINT64_C(1) << ITEM_BITS) - 1)
#define ONE_CHUNK (UINT64_C(1) << ITEM_BITS)
#define INDEX_MASK ((UINT64_C(1) << INDEX_BITS) - 1)
#define GENERATION_SHIFT (ITEM_BITS + INDEX_BITS)

/* No work has so many chunks. */
#define CLOSED (INDEX_MASK << ITEM_BITS)

static uint32_t items_of(uint64_t ticket)
{
    return (uint32_t)(ticket & MOST_ITEMS);
}

static size_t index_of(uint64_t ticket)
{
    return (size_t)(ticket >> ITEM_BITS & INDEX_MASK);
}

/* --- Chunks --- */

typedef struct chunk {
    size_t index;
    size_t first; /* item */
    size_t count;
} chunk;

static uint32_t within(size_t value, size_t least, size_t most)
{
    if (value < least)
        value = least;
    return (uint32_t)(value < most ? value : most);
}

/* Items of a chunk, as long as there are so many. */
static size_t size_of(const bb_smp_cut *cut, size_t index, uint32_t left)
{
    if (index == 0)
        return cut->own;
    if (index <= cut->large_chunks)
        return cut->large;
    return within(left / cut->divisor, cut->least, cut->most);
}

/* The chunk of a ticket with items left. The same for everyone who asks. */
static chunk chunk_of(const bb_smp_cut *cut, uint64_t ticket)
{
    uint32_t left = items_of(ticket);
    size_t index = index_of(ticket);
    size_t count = size_of(cut, index, left);
    if (count > left)
        count = left;
    return (chunk){index, cut->first + cut->items - left, count};
}

static uint64_t without(uint64_t ticket, const chunk *chunk)
{
    return ticket + ONE_CHUNK - chunk->count;
}

/*
 * Takes the next chunk of the job's generation; *ticket is what was seen last. The ticket has not
 * changed in between, so the generation is still the job's, and the job was read undamaged.
 */
static bool claim(bb_smp_pool *pool, const bb_smp_cut *cut, uint64_t *ticket, chunk *out)
{
    uint64_t generation = *ticket >> GENERATION_SHIFT;
    while (items_of(*ticket) > 0 && *ticket >> GENERATION_SHIFT == generation) {
        *out = chunk_of(cut, *ticket);
        uint64_t next = without(*ticket, out);
        if (atomic_compare_exchange_weak_explicit(&pool->ticket, ticket, next, memory_order_acq_rel,
                                                  memory_order_acquire)) {
            *ticket = next;
            return true;
        }
    }
    return false;
}

/* Gets the right to write a chunk's result. */
static bool acquire(bb_smp_pool *pool, const chunk *chunk, uint64_t generation)
{
    return bb_smp_acquire(&pool->chunk[chunk->index].owned, generation);
}

/* --- The job --- */

typedef uint64_t __attribute__((may_alias)) word;

/* Words of a job that are in use. The count may come from a job that is just being written. */
static size_t words_of(size_t work_bytes)
{
    if (work_bytes > BB_WORK_BYTES)
        work_bytes = BB_WORK_BYTES;
    return (offsetof(bb_smp_job, words) + work_bytes) / sizeof(uint64_t);
}

static void write_words(_Atomic(uint64_t) *to, const void *from, size_t bytes)
{
    const word *words = from;
    for (size_t i = 0; i < bytes / sizeof *words; i++)
        atomic_store_explicit(&to[i], words[i], memory_order_relaxed);
}

static void read_words(bb_smp_job *job, const bb_smp_pool *pool, size_t first, size_t end)
{
    word *words = (word *)(void *)job;
    for (size_t i = first; i < end; i++)
        words[i] = atomic_load_explicit(&pool->job[i], memory_order_relaxed);
}

/* Word for word, so that a worker that reads at the same time gets old words or new ones. The
 * fences pair: one that got a new word finds that the ticket has moved on. */
static void write_job(bb_smp_pool *pool, const bb_smp_cut *cut, const void *work)
{
    atomic_thread_fence(memory_order_release);
    write_words(pool->job, cut, sizeof *cut);
    write_words(pool->job + words_of(0), work, cut->bytes);
}

static void read_job(bb_smp_pool *pool, bb_smp_job *job)
{
    read_words(job, pool, 0, words_of(0));
    read_words(job, pool, words_of(0), words_of(job->cut.bytes));
    atomic_thread_fence(memory_order_acquire);
}

/* --- The worker --- */

/* A ticket with work. */
static uint64_t await_work(bb_smp_pool *pool)
{
    for (unsigned looks = 0;; looks++) {
        uint64_t ticket = atomic_load_explicit(&pool->ticket, memory_order_acquire);
        if (items_of(ticket) > 0 || ticket == CLOSED)
            return ticket;
        bb_smp_pause();
        if (looks < EAGER_LOOKS)
            continue;
        looks = EAGER_LOOKS;
        for (int i = 1; i < LAZY_PAUSES; i++)
            bb_smp_pause();
    }
}

/* Floats of a buffer that an item takes. */
static size_t staged_floats(const bb_work *work)
{
    return work->item_floats * work->rows + work->item_scratch;
}

/* A chunk as part of a work, in a worker's buffer: rows as long as the chunk, then the scratch. */
static bb_part staged_part(const bb_work *work, const chunk *chunk, float *staging)
{
    size_t stride = chunk->count * work->item_floats;
    return (bb_part){chunk->first, chunk->count, staging, stride, staging + stride * work->rows};
}

/* Copies a chunk's result. */
static void copy_out(const bb_work *work, const chunk *chunk, const float *staging)
{
    size_t floats = chunk->count * work->item_floats;
    float *out = work->out + chunk->first * work->item_floats;
    for (size_t row = 0; row < work->rows; row++)
        memcpy(out + row * work->stride, staging + row * floats, floats * sizeof *out);
}

/* Whether results stay in the workers' buffers, which have room for the whole work. */
static bool is_small(const bb_smp_job *job)
{
    return job->cut.items * staged_floats(&job->work) <= MOST_FETCHED;
}

_Static_assert(MOST_FETCHED <= BB_SMP_STAGING, "there is room");

static void deliver(bb_smp_pool *pool, const bb_smp_job *job, const chunk *chunk,
                    const bb_part *part)
{
    if (!acquire(pool, chunk, job->cut.generation))
        return;
    bool small = is_small(job);
    if (!small)
        copy_out(&job->work, chunk, part->out);
    if (job->work.keep)
        job->work.keep(&job->work, part);
    atomic_store_explicit(&pool->chunk[chunk->index].staged, small ? part->out : NULL,
                          memory_order_relaxed);
    atomic_store_explicit(&pool->chunk[chunk->index].done, job->cut.generation,
                          memory_order_release);
}

static void run_other_side(bb_smp_pool *pool, const bb_smp_job *job)
{
    bb_side side = bb_smp_side(&pool->meetings, true, job->cut.first, job->cut.large);
    job->pair.run(&job->pair, &side, true);
}

/* Claims and computes what it can get of a work that was seen. */
static void take_part(bb_smp_pool *pool, uint64_t ticket, float *staging)
{
    bb_smp_job job;
    chunk chunk;
    bb_smp_fetch_to_write(&pool->ticket);
    read_job(pool, &job);
    if (job.cut.is_pair) {
        if (claim(pool, &job.cut, &ticket, &chunk))
            run_other_side(pool, &job);
        return;
    }
    while (claim(pool, &job.cut, &ticket, &chunk)) {
        bb_part part = staged_part(&job.work, &chunk, staging);
        bb_smp_fetch_to_write(&pool->chunk[chunk.index].owned);
        job.work.run(&job.work, &part);
        deliver(pool, &job, &chunk, &part);
        if (is_small(&job))
            staging += chunk.count * staged_floats(&job.work);
    }
}

void bb_smp_pool_work(bb_smp_pool *pool, bb_smp_worker *worker)
{
    for (uint64_t ticket; (ticket = await_work(pool)) != CLOSED;) {
        /* Released by a claim, and the caller sees all claims before its work is done. */
        atomic_store_explicit(&worker->busy, true, memory_order_relaxed);
        take_part(pool, ticket, worker->staging);
        atomic_store_explicit(&worker->busy, false, memory_order_release);
    }
}

void bb_smp_worker_settle(const bb_smp_worker *worker)
{
    while (atomic_load_explicit(&worker->busy, memory_order_acquire))
        bb_smp_pause();
}

/* --- The caller --- */

/* What the caller knows of a work beyond what workers know. Ticks cost: it looks at them twice if
 * all keep pace. */
typedef struct progress {
    uint64_t own[BB_SMP_CHUNKS / 64]; /* bits of the chunks that it did itself */
    uint64_t ticks;                   /* of its quickest chunk, */
    uint64_t items;                   /* which had so many */
    uint64_t begin;                   /* of the work, in ticks */
    uint64_t now;                     /* when it had done its last chunk */
    uint64_t waited;                  /* when it last had to wait; 0 if it had not */
} progress;

/* To where the results belong. */
static void run_chunk(const bb_work *work, const chunk *chunk)
{
    bb_part part = {chunk->first, chunk->count, work->out + chunk->first * work->item_floats,
                    work->stride, NULL};
    if (work->item_scratch > 0)
        part.scratch = work->scratch + chunk->first * work->item_scratch;
    bb_work_run_part(work, &part);
}

static void run_own(const bb_work *work, const chunk *chunk, progress *progress)
{
    uint64_t start = progress->now;
    run_chunk(work, chunk);
    progress->now = bb_smp_ticks();
    uint64_t own = progress->now - start;
    if (progress->items == 0 || own * progress->items < progress->ticks * chunk->count) {
        progress->ticks = own;
        progress->items = chunk->count;
    }
    progress->own[chunk->index / 64] |= UINT64_C(1) << chunk->index % 64;
}

static bool is_done(const bb_smp_pool *pool, const chunk *chunk)
{
    return atomic_load_explicit(&pool->chunk[chunk->index].done, memory_order_acquire) ==
           pool->generation;
}

/* Waits for a worker's chunk; false if the caller is to do it: if the worker needs longer than the
 * caller would. */
static bool await_chunk(bb_smp_pool *pool, const chunk *chunk, progress *progress)
{
    if (is_done(pool, chunk))
        return true;
    uint64_t expected = progress->ticks * chunk->count / progress->items;
    uint64_t until = progress->now + expected + BB_SMP_PATIENCE_TICKS;
    while (!is_done(pool, chunk)) {
        progress->waited = bb_smp_ticks();
        if (progress->waited > until && acquire(pool, chunk, pool->generation))
            return false;
        bb_smp_pause();
    }
    return true;
}

/* Fetches a worker's result. */
static void fetch_chunk(bb_smp_pool *pool, const bb_work *work, const chunk *chunk)
{
    const float *staged =
        atomic_load_explicit(&pool->chunk[chunk->index].staged, memory_order_relaxed);
    if (staged != NULL)
        copy_out(work, chunk, staged);
}

/* Sees to it that the chunks of the workers are done. */
static void collect(bb_smp_pool *pool, const bb_smp_cut *cut, uint64_t ticket, const bb_work *work,
                    progress *progress)
{
    for (chunk chunk; items_of(ticket) > 0; ticket = without(ticket, &chunk)) {
        chunk = chunk_of(cut, ticket);
        if ((progress->own[chunk.index / 64] >> chunk.index % 64 & 1) != 0)
            continue;
        if (await_chunk(pool, &chunk, progress)) {
            fetch_chunk(pool, work, &chunk);
        } else {
            run_chunk(work, &chunk);
            pool->taken_over++;
        }
    }
}

static void note_late(bb_smp_pace *pace)
{
    pace->fine_works = pace->next_fine;
    pace->next_fine = within(2 * pace->next_fine, LEAST_FINE, MOST_FINE);
    pace->steady_works = 0;
}

static void note_steady(bb_smp_pace *pace, uint64_t works)
{
    pace->steady_works = within(pace->steady_works + works, 0, STEADY_WORKS);
    if (pace->steady_works >= STEADY_WORKS)
        pace->next_fine = LEAST_FINE;
}

/* Decides how the next works are cut, from how the caller got on with this one. */
static void judge(bb_smp_pace *pace, const progress *progress)
{
    uint64_t busy = progress->now - progress->begin;
    if (pace->fine_works > 0)
        pace->fine_works--;
    else if (progress->waited > progress->now + busy / LATE_PART + BB_SMP_PATIENCE_TICKS)
        note_late(pace);
    else
        note_steady(pace, 1);
}

/* Fetches the job's lines, which workers have read, to be written for the next work: while the
 * caller waits anyway. */
static void prefetch_job(const bb_smp_pool *pool, size_t bytes)
{
    for (size_t i = 0, count = words_of(bytes); i < count; i += LINE_WORDS)
        bb_smp_fetch_to_write(&pool->job[i]);
}

/* Shares out items of a work: no more than a ticket can count, and chunks of cut->most allow. */
static void share(bb_smp_pool *pool, const bb_work *work, bb_smp_cut *cut)
{
    cut->generation = ++pool->generation;
    uint64_t whole = cut->generation << GENERATION_SHIFT | cut->items, ticket = whole;
    uint64_t begin = bb_smp_ticks();
    progress progress = {.begin = begin, .now = begin};

    /* The first chunk is the caller's. */
    chunk chunk = chunk_of(cut, ticket);
    ticket = without(ticket, &chunk);
    write_job(pool, cut, work);
    atomic_store_explicit(&pool->ticket, ticket, memory_order_release);
    do
        run_own(work, &chunk, &progress);
    while (claim(pool, cut, &ticket, &chunk));
    prefetch_job(pool, cut->bytes);
    collect(pool, cut, whole, work, &progress);
    judge(&pool->pace, &progress);
}

/* Whether a struct of so many bytes can be copied to workers. */
static bool is_job(size_t bytes, size_t least)
{
    return bytes >= least && bytes <= BB_WORK_BYTES && bytes % sizeof(word) == 0;
}

/* Whether it pays, and is possible, to split a work. */
static bool is_shared(const bb_smp_pool *pool, const bb_work *work, size_t most)
{
    size_t bytes;
    if (pool->processors < 2 || work->items < 2 || most == 0 || !is_job(work->bytes, sizeof *work))
        return false;
    return __builtin_mul_overflow(work->items, work->item_cost, &bytes) || bytes >= LEAST_WORK;
}

static uint32_t divided(uint32_t value, uint32_t by)
{
    return (value + by - 1) / by;
}

/*
 * Decides on the sizes of chunks: a large one for each processor, the caller's with its lead and
 * rounded up, and what is left in small ones. A chunk has at most `most` items, and all of them at
 * most what MOST_SMALL chunks can have.
 */
static void cut_items(bb_smp_cut *cut, size_t item_cost, size_t processors, bool finely,
                      size_t most)
{
    uint32_t cost = within(item_cost, 1, FINE_WORK);
    uint32_t all = within(processors, 2, MOST_LARGE + 1);
    uint32_t least = LEAST_CHUNK / cost + 1;
    uint32_t shared = cut->items;
    if (finely || (uint64_t)cut->items * cost >= FINE_WORK)
        shared = (uint32_t)((uint64_t)shared * LARGE_SHARE / 100);
    uint32_t own = divided(shared + (all - 1) * (LEAD / cost), all);
    uint32_t theirs = own < shared ? shared - own : 0;
    cut->most = within(most, 1, MOST_ITEMS);
    cut->own = within(own, least, most);
    cut->large_chunks = all - 1;
    cut->large = within(divided(theirs, all - 1), least, most);
    cut->divisor = SMALL_PARTS * all / 2;
    uint64_t large = cut->own + (uint64_t)cut->large_chunks * cut->large;
    uint32_t rest = large < cut->items ? cut->items - (uint32_t)large : 0;
    cut->least = within(divided(rest, MOST_SMALL), least, most);
}

void bb_smp_pool_run(bb_smp_pool *pool, const bb_work *work)
{
    size_t floats = staged_floats(work);
    size_t most = floats == 0 ? MOST_ITEMS : BB_SMP_STAGING / floats;
    if (!is_shared(pool, work, most)) {
        bb_work_run_alone(work);
        return;
    }
    bb_smp_cut cut = {.bytes = (uint16_t)work->bytes};
    size_t slice = most < MOST_ITEMS / MOST_SMALL ? most * MOST_SMALL : MOST_ITEMS;
    for (; cut.first < work->items; cut.first += cut.items) {
        cut.items = within(work->items - cut.first, 0, slice);
        cut_items(&cut, work->item_cost, pool->processors, pool->pace.fine_works > 0, most);
        share(pool, work, &cut);
    }
}

/* The other side is one chunk, to be claimed as long as the caller's side is under way. While works
 * are cut finely, pairs are not run: a half cannot be. */
bool bb_smp_pool_pair(bb_smp_pool *pool, const bb_pair *pair)
{
    if (pool->processors != 2 || pair->step_cost < LEAST_WORK || !is_job(pair->bytes, sizeof *pair))
        return false;
    if (pool->pace.fine_works > 0) {
        pool->pace.fine_works--;
        return false;
    }
    bb_smp_meetings *meetings = &pool->meetings;
    bb_smp_cut cut = {.generation = ++pool->generation,
                      .first = meetings->last,
                      .items = 1,
                      .own = 1,
                      .large = meetings->share,
                      .bytes = (uint16_t)pair->bytes,
                      .is_pair = true};
    uint64_t ticket = cut.generation << GENERATION_SHIFT | cut.items;
    write_job(pool, &cut, pair);
    atomic_store_explicit(&pool->ticket, ticket, memory_order_release);
    bb_side side = bb_smp_side(meetings, false, meetings->last, meetings->share);
    pair->run(pair, &side, false);
    uint64_t met = bb_smp_side_end(&side);
    chunk unclaimed;
    claim(pool, &cut, &ticket, &unclaimed);
    prefetch_job(pool, cut.bytes);
    if (side.alone) {
        pool->taken_over++;
        note_late(&pool->pace);
    } else {
        note_steady(&pool->pace, met);
    }
    return true;
}

void bb_smp_pool_open(bb_smp_pool *pool)
{
    atomic_init(&pool->ticket, 0);
    for (size_t i = 0; i < sizeof pool->job / sizeof pool->job[0]; i++)
        atomic_init(&pool->job[i], 0);
    for (size_t i = 0; i < BB_SMP_CHUNKS; i++) {
        atomic_init(&pool->chunk[i].owned, 0);
        atomic_init(&pool->chunk[i].done, 0);
        atomic_init(&pool->chunk[i].staged, NULL);
    }
    bb_smp_meetings_open(&pool->meetings);
    pool->generation = 0;
    pool->processors = 1;
    pool->taken_over = 0;
    pool->pace = (bb_smp_pace){.next_fine = LEAST_FINE};
}

void bb_smp_pool_close(bb_smp_pool *pool)
{
    atomic_store_explicit(&pool->ticket, CLOSED, memory_order_release);
}
