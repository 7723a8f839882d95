/* SPDX-License-Identifier: Apache-2.0 */
#include "read_bandwidth.h"

#include "bb_bytes.h"
#include "bb_parallel.h"
#include "bb_platform.h"

typedef uint32_t vector __attribute__((vector_size(64)));

/* An item of the work is a block; what it writes is of no use, but keeps the loop alive. */
enum { STREAMS = 4, BLOCK = 64 << 10, BLOCKS = 256 << 20 >> 16, LEAST_BLOCKS = 16 };
#define ENOUGH_NS UINT64_C(150000000)

typedef struct reading {
    bb_work work; /* first */
    const vector *data;
} reading;

static void read(const bb_work *work, const bb_part *part)
{
    const size_t vectors = BLOCK / sizeof(vector);
    const vector *block = ((const reading *)work)->data + part->first * vectors;
    for (size_t i = 0; i < part->count; i++, block += vectors) {
        vector sum[STREAMS] = {0};
        for (size_t v = 0; v < vectors; v += STREAMS)
            for (size_t s = 0; s < STREAMS; s++)
                sum[s] += block[v + s];
        vector all = sum[0] + sum[1] + sum[2] + sum[3];
        part->out[i] = (float)all[0];
    }
}

/* Bytes a second, of the quickest round. */
static double measure(const reading *reading, void (*run)(const bb_work *work))
{
    uint64_t begin = bb_clock_ns(), now = begin, shortest = UINT64_MAX;
    while (now - begin < ENOUGH_NS) {
        uint64_t start = now;
        run(&reading->work);
        now = bb_clock_ns();
        if (now - start < shortest)
            shortest = now - start;
    }
    return (double)(reading->work.items * BLOCK) * 1e9 / (double)(shortest + 1);
}

bb_read_bandwidth bb_read_bandwidth_measure(void)
{
    static float sums[BLOCKS];
    bb_memory_info memory;
    void *data = NULL;
    size_t blocks = BLOCKS;
    if (bb_platform_memory(&memory) != BB_OK)
        return (bb_read_bandwidth){0};
    while (blocks >= LEAST_BLOCKS && blocks * BLOCK > memory.largest / 2)
        blocks /= 2;
    if (blocks < LEAST_BLOCKS || bb_platform_pages_allocate(blocks * BLOCK, &data) != BB_OK)
        return (bb_read_bandwidth){0};
    memset(data, 1, blocks * BLOCK);
    reading reading = {.work = {.run = read,
                                .bytes = sizeof reading,
                                .items = blocks,
                                .item_cost = BLOCK,
                                .out = sums,
                                .item_floats = 1,
                                .rows = 1,
                                .stride = blocks},
                       .data = data};
    bb_read_bandwidth out = {.bytes = blocks * BLOCK,
                             .one_processor = measure(&reading, bb_work_run_alone),
                             .all_processors = measure(&reading, bb_parallel_run)};
    bb_parallel_settle();
    bb_platform_pages_free(data, blocks * BLOCK);
    return out;
}
