/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/vector_sse2.c ../../main/c/vector_avx2.c ../../main/c/vector_avx512.c
 * test_sets.c test_cpu.c */
/* The cache and attention to it, of every set that this processor can run, against double. */
#include "bb_test.h"
#include "guarded.h"
#include "test_sets.h"

static uint64_t seed;
static const bb_vector_set *set;

static float normal(double deviation)
{
    double sum = 0;
    for (size_t i = 0; i < 12; i++)
        sum += (double)(bb_test_random(&seed) >> 11) * 0x1p-53;
    return (float)((sum - 6) * deviation);
}

/* A key/value head, as the set has stored it and as it is meant. */
typedef struct cache {
    bb_kv_type type;
    size_t positions;
    size_t head_size;
    void *keys;
    void *values;
    float *plain_keys; /* (positions, head_size), rounded to the type */
    float *plain_values;
    float cap; /* of attention, as the next one: 0 */
    size_t window;
} cache;

static float rounded(float value, bb_kv_type type)
{
    return type == BB_KV_F16 ? (float)(_Float16)value : value;
}

static void append(cache *cache, size_t position, const float *key, const float *value)
{
    set->store_kv(cache->keys, cache->values, cache->type, position, cache->head_size, key, value);
    for (size_t i = 0; i < cache->head_size; i++) {
        cache->plain_keys[position * cache->head_size + i] = rounded(key[i], cache->type);
        cache->plain_values[position * cache->head_size + i] = rounded(value[i], cache->type);
    }
}

static cache make_cache(bb_kv_type type, size_t positions, size_t head_size)
{
    size_t panels = (positions + BB_KEY_PANEL - 1) / BB_KEY_PANEL;
    size_t element = type == BB_KV_F16 ? 2 : 4;
    return (cache){
        .type = type,
        .positions = positions,
        .head_size = head_size,
        .keys = guarded(panels * BB_KEY_PANEL * head_size * element), /* NaN behind the last */
        .values = guarded(positions * head_size * element),
        .plain_keys = guarded_floats(positions * head_size),
        .plain_values = guarded_floats(positions * head_size),
    };
}

static void free_cache(cache *cache)
{
    free(cache->keys);
    free(cache->values);
    free(cache->plain_keys);
    free(cache->plain_values);
}

static cache random_cache(bb_kv_type type, size_t positions, size_t head_size, double deviation)
{
    cache cache = make_cache(type, positions, head_size);
    float *key = guarded_floats(head_size);
    float *value = guarded_floats(head_size);
    for (size_t t = 0; t < positions; t++) {
        for (size_t i = 0; i < head_size; i++) {
            key[i] = normal(deviation);
            value[i] = normal(1);
        }
        append(&cache, t, key, value);
    }
    free(key);
    free(value);
    return cache;
}

static bb_attention attention_of(const cache *cache, float *out, const float *query, size_t group)
{
    return (bb_attention){
        .out = out,
        .query = query,
        .keys = cache->keys,
        .values = cache->values,
        .positions = cache->positions,
        .head_size = cache->head_size,
        .tokens = 1,
        .group = group,
        .scale = 1.0f / sqrtf((float)cache->head_size),
        .cap = cache->cap,
        .window = cache->window,
        .type = cache->type,
    };
}

static void attend(const cache *cache, float *out, const float *query, size_t group)
{
    bb_attention attention = attention_of(cache, out, query, group);
    set->attend(&attention);
}

/*
 * One query head in double, and how far each element may be off: what the scores are off by
 * changes each weight by that factor; then roundings of the weights and of the two sums (within a
 * tile of 64, and of the tiles).
 */
static void check_head(const cache *cache, const float *out, const float *query)
{
    size_t size = cache->head_size, positions = cache->positions;
    double scale = (double)(1.0f / sqrtf((float)size));
    double *scores = guarded(positions * sizeof(double));
    double greatest = -INFINITY, largest_error = 0;
    for (size_t t = 0; t < positions; t++) {
        double score = 0, magnitude = 0;
        for (size_t i = 0; i < size; i++) {
            double product = (double)query[i] * (double)cache->plain_keys[t * size + i];
            score += product;
            magnitude += fabs(product);
        }
        score *= scale;
        double cap = (double)cache->cap;
        scores[t] = cap > 0 ? cap * tanh(score / cap) : score;
        if (cache->window > 0 && cache->window < positions && t < positions - cache->window)
            scores[t] = -INFINITY;
        greatest = fmax(greatest, scores[t]);
        largest_error = fmax(largest_error, magnitude * scale);
    }
    double sum = 0;
    for (size_t t = 0; t < positions; t++)
        sum += scores[t] = exp(scores[t] - greatest);
    double units = 2 * ((double)size + 4) * largest_error; /* of the greatest and of each */
    units += cache->cap > 0 ? 16 * (double)cache->cap : 0;
    units += 2 * (64 + (double)positions / 64 + 16);
    for (size_t i = 0; i < size; i++) {
        double expected = 0, magnitude = 0;
        for (size_t t = 0; t < positions; t++) {
            double term = scores[t] / sum * (double)cache->plain_values[t * size + i];
            expected += term;
            magnitude += fabs(term);
        }
        CHECK_NEAR(out[i], expected, magnitude * units * 0x1p-24 + 1e-30);
    }
    free(scores);
}

/* Key and value of the last position may be given apart, with garbage in the cache. */
static void check_own_apart(cache *cache, const float *query, size_t group, const float *expected)
{
    size_t size = cache->head_size, last = cache->positions - 1;
    float *out = guarded_floats(group * size);
    float *key = guarded_floats(size);
    float *value = guarded_floats(size);
    float *garbage = guarded_floats(size);
    for (size_t i = 0; i < size; i++) {
        key[i] = cache->plain_keys[last * size + i];
        value[i] = cache->plain_values[last * size + i];
        garbage[i] = NAN;
    }
    append(cache, last, garbage, garbage);
    bb_attention attention = attention_of(cache, out, query, group);
    attention.own_key = key;
    attention.own_value = value;
    set->attend(&attention);
    CHECK(memcmp(out, expected, group * size * sizeof(float)) == 0);
    free(out);
    free(key);
    free(value);
    free(garbage);
}

static void check_view(bb_kv_type type, size_t positions, size_t head_size, size_t group,
                       double deviation, float cap, size_t window)
{
    cache cache = random_cache(type, positions, head_size, deviation);
    cache.cap = cap;
    cache.window = window;
    float *query = guarded_floats(group * head_size);
    float *out = guarded_floats(group * head_size);
    float *alone = guarded_floats(head_size);
    for (size_t i = 0; i < group * head_size; i++)
        query[i] = normal(deviation);
    attend(&cache, out, query, group);
    for (size_t head = 0; head < group; head++) {
        check_head(&cache, out + head * head_size, query + head * head_size);
        /* A head's result is its own, whoever shares the pass. */
        attend(&cache, alone, query + head * head_size, 1);
        CHECK(memcmp(alone, out + head * head_size, head_size * sizeof(float)) == 0);
    }
    check_own_apart(&cache, query, group, out);
    free(query);
    free(out);
    free(alone);
    free_cache(&cache);
}

static void check_attention(bb_kv_type type, size_t positions, size_t head_size, size_t group,
                            double deviation)
{
    check_view(type, positions, head_size, group, deviation, 0, 0);
}

/* Several tokens in a call are what they are in calls of their own. */
static void check_tokens_in(bb_kv_type type, size_t positions, size_t tokens, size_t head_size,
                            size_t group, float cap, size_t window)
{
    cache cache = random_cache(type, positions + tokens - 1, head_size, 1);
    cache.cap = cap;
    cache.window = window;
    size_t width = group * head_size;
    size_t query_stride = width + 3, out_stride = width + tokens % 2;
    float *query = guarded_floats((tokens - 1) * query_stride + width);
    float *out = guarded_floats((tokens - 1) * out_stride + width);
    float *alone = guarded_floats(width);
    for (size_t token = 0; token < tokens; token++)
        for (size_t i = 0; i < width; i++)
            query[token * query_stride + i] = normal(1);
    set->attend(&(bb_attention){
        .out = out,
        .query = query,
        .keys = cache.keys,
        .values = cache.values,
        .tokens = tokens,
        .positions = positions,
        .head_size = head_size,
        .group = group,
        .query_stride = query_stride,
        .out_stride = out_stride,
        .scale = 1.0f / sqrtf((float)head_size),
        .cap = cap,
        .window = window,
        .type = type,
    });
    for (size_t token = 0; token < tokens; token++) {
        cache.positions = positions + token;
        attend(&cache, alone, query + token * query_stride, group);
        CHECK(memcmp(alone, out + token * out_stride, width * sizeof(float)) == 0);
    }
    free(query);
    free(out);
    free(alone);
    free_cache(&cache);
}

static void check_tokens(bb_kv_type type, size_t positions, size_t tokens, size_t head_size,
                         size_t group)
{
    check_tokens_in(type, positions, tokens, head_size, group, 0, 0);
}

static const size_t position_counts[] = {1,  2,  15, 16, 17,  31,  32,  33,  47, 48,
                                         49, 63, 64, 65, 127, 128, 129, 200, 257};
enum { POSITION_COUNTS = sizeof position_counts / sizeof position_counts[0] };

TEST(head_sizes)
{
    for (bb_kv_type type = BB_KV_F32; type <= BB_KV_F16; type++)
        for (size_t i = 0; i < POSITION_COUNTS; i++) {
            for (size_t head_size = 2; head_size <= 66; head_size += 2)
                check_attention(type, position_counts[i], head_size, 1 + head_size % 5, 1);
            check_attention(type, position_counts[i], 80, 3, 1);
            check_attention(type, position_counts[i], 128, 1, 1);
            check_attention(type, position_counts[i], 130, 2, 1);
            check_attention(type, position_counts[i], 256, 4, 1);
        }
}

TEST(groups)
{
    for (bb_kv_type type = BB_KV_F32; type <= BB_KV_F16; type++)
        for (size_t group = 1; group <= 35; group++)
            check_attention(type, 70 + group, group % 2 == 0 ? 48 : 20, group, 1);
}

TEST(tokens)
{
    for (bb_kv_type type = BB_KV_F32; type <= BB_KV_F16; type++)
        for (size_t tokens = 1; tokens <= 40; tokens += tokens < 20 ? 1 : 7)
            for (size_t positions = 1; positions < 140; positions += 1 + positions / 2)
                check_tokens(type, positions, tokens, tokens % 3 == 0 ? 48 : 24, 1 + tokens % 4);
    check_tokens(BB_KV_F32, 1, 128, 48, 1);
    check_tokens(BB_KV_F16, 60, 70, 64, 8);
}

/* Weights from nearly even to all on one position, whose place moves. */
TEST(magnitudes)
{
    for (bb_kv_type type = BB_KV_F32; type <= BB_KV_F16; type++)
        for (double deviation = 1e-12; deviation < 200; deviation *= 7)
            check_attention(type, 300, 48, 2, deviation);
    check_attention(BB_KV_F32, 300, 48, 2, 1e12);
    check_attention(BB_KV_F32, 300, 48, 2, 1e-30);
}

/* Deviations so large that caps bite; windows shorter than a panel, a tile, and all there is. */
TEST(caps_and_windows)
{
    static const size_t windows[] = {0, 1, 2, 16, 17, 63, 64, 65, 128, 500, SIZE_MAX};
    for (bb_kv_type type = BB_KV_F32; type <= BB_KV_F16; type++)
        for (size_t i = 0; i < POSITION_COUNTS; i++)
            for (size_t w = 0; w < sizeof windows / sizeof *windows; w++) {
                check_view(type, position_counts[i], 20, 3, 2, 5, windows[w]);
                check_view(type, position_counts[i], 48, 1, 1, 0, windows[w]);
                check_tokens_in(type, position_counts[i], 5 + 11 * w, 24, 2, 2, windows[w]);
            }
    check_view(BB_KV_F32, 3000, 64, 2, 3, 50, 1024);
}

/* What is in front of the window does not matter at all. */
TEST(hidden_positions)
{
    enum { POSITIONS = 150, WINDOW = 70, SIZE = 16 };
    float key[SIZE], value[SIZE], query[SIZE], out[SIZE], again[SIZE];
    cache cache = random_cache(BB_KV_F32, POSITIONS, SIZE, 1);
    cache.window = WINDOW;
    for (size_t i = 0; i < SIZE; i++)
        query[i] = key[i] = value[i] = normal(100);
    attend(&cache, out, query, 1);
    for (size_t t = 0; t < POSITIONS - WINDOW; t++)
        append(&cache, t, key, value);
    attend(&cache, again, query, 1);
    CHECK(memcmp(out, again, sizeof out) == 0);
    append(&cache, POSITIONS - WINDOW, key, value);
    attend(&cache, again, query, 1);
    CHECK(memcmp(out, again, sizeof out) != 0);
    free_cache(&cache);
}

TEST(long_context)
{
    check_attention(BB_KV_F32, 8192, 64, 2, 1);
    check_attention(BB_KV_F16, 8191, 48, 1, 0.5);
}

/* Scores that grow from tile to tile, so that each is scaled down again. */
TEST(rising_scores)
{
    enum { POSITIONS = 700, SIZE = 32 };
    cache cache = make_cache(BB_KV_F32, POSITIONS, SIZE);
    float key[SIZE], value[SIZE], query[SIZE], out[SIZE];
    for (size_t t = 0; t < POSITIONS; t++) {
        for (size_t i = 0; i < SIZE; i++) {
            key[i] = (float)t * 0.01f + normal(0.01);
            value[i] = normal(1);
        }
        append(&cache, t, key, value);
    }
    for (size_t i = 0; i < SIZE; i++)
        query[i] = 1 + normal(0.1);
    attend(&cache, out, query, 1);
    check_head(&cache, out, query);
    free_cache(&cache);
}

static bool all_nan(const float *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            return false;
    return true;
}

/* Wherever something is not finite, the results show it; other heads are not touched. */
TEST(not_finite)
{
    enum { SIZE = 20, GROUP = 5 };
    static const float bad[] = {NAN, INFINITY, -INFINITY};
    float query[GROUP * SIZE], out[GROUP * SIZE], good[GROUP * SIZE], key[SIZE], value[SIZE];
    for (size_t positions = 1; positions < 150; positions += 37) {
        cache cache = random_cache(BB_KV_F32, positions, SIZE, 1);
        for (size_t i = 0; i < GROUP * SIZE; i++)
            query[i] = normal(1);
        attend(&cache, good, query, GROUP);
        for (size_t b = 0; b < 3; b++) {
            for (size_t head = 0; head < GROUP; head++) {
                float kept = query[head * SIZE + 3];
                query[head * SIZE + 3] = bad[b];
                attend(&cache, out, query, GROUP);
                for (size_t other = 0; other < GROUP; other++)
                    CHECK(other == head ? all_nan(out + head * SIZE, SIZE)
                                        : memcmp(out + other * SIZE, good + other * SIZE,
                                                 SIZE * sizeof(float)) == 0);
                query[head * SIZE + 3] = kept;
            }
            for (size_t t = 0; t < positions; t += 11) {
                memcpy(key, cache.plain_keys + t * SIZE, sizeof key);
                memcpy(value, cache.plain_values + t * SIZE, sizeof value);
                value[SIZE - 1] = bad[b];
                append(&cache, t, key, value);
                attend(&cache, out, query, GROUP);
                for (size_t i = 0; i < GROUP * SIZE; i++)
                    CHECK(i % SIZE == SIZE - 1 ? !isfinite(out[i]) : out[i] == good[i]);
                value[SIZE - 1] = 1.0f;
                key[2] = NAN;
                append(&cache, t, key, value);
                attend(&cache, out, query, GROUP);
                CHECK(all_nan(out, GROUP * SIZE));
                key[2] = 0.0f;
                append(&cache, t, key, value);
                attend(&cache, good, query, GROUP);
            }
        }
        free_cache(&cache);
    }
}

/* Scores beyond float's range are infinite: that has to show, not to vanish. */
TEST(overflowing_scores)
{
    enum { POSITIONS = 80, SIZE = 16 };
    cache cache = random_cache(BB_KV_F32, POSITIONS, SIZE, 1e25);
    float query[SIZE], out[SIZE];
    for (size_t i = 0; i < SIZE; i++)
        query[i] = 1e25f;
    attend(&cache, out, query, 1);
    CHECK(all_nan(out, SIZE));
    free_cache(&cache);
}

/* Positions are stored in any order, and no other is touched. */
TEST(stores)
{
    for (bb_kv_type type = BB_KV_F32; type <= BB_KV_F16; type++)
        for (size_t head_size = 2; head_size <= 50; head_size += 2) {
            cache cache = make_cache(type, 37, head_size);
            float *vector = guarded_floats(head_size);
            for (size_t n = 0; n < 37; n++) {
                size_t t = n * 10 % 37;
                for (size_t i = 0; i < head_size; i++)
                    vector[i] = normal(1e-3);
                append(&cache, t, vector, vector);
            }
            for (size_t t = 0; t < 37; t++)
                for (size_t i = 0; i < head_size; i++) {
                    size_t value = t * head_size + i;
                    size_t key = (t / 16 * head_size + i) * 16 + t % 16;
                    float plain = cache.plain_values[value];
                    if (type == BB_KV_F16) {
                        CHECK((float)((_Float16 *)cache.values)[value] == plain);
                        CHECK((float)((_Float16 *)cache.keys)[key] == plain);
                    } else {
                        CHECK(((float *)cache.values)[value] == plain);
                        CHECK(((float *)cache.keys)[key] == plain);
                    }
                }
            free(vector);
            free_cache(&cache);
        }
}

/* What is stored is what is left by rounding. */
TEST(rounding)
{
    for (bb_kv_type type = BB_KV_F32; type <= BB_KV_F16; type++)
        for (size_t count = 0; count <= 50; count++) {
            float *vector = guarded_floats(count);
            float *expected = guarded_floats(count);
            for (size_t i = 0; i < count; i++) {
                vector[i] = normal(i % 3 == 0 ? 1e-6 : 300);
                expected[i] = rounded(vector[i], type);
            }
            set->round_kv(vector, count, type);
            CHECK(memcmp(vector, expected, count * sizeof(float)) == 0);
            free(vector);
            free(expected);
        }
}

int main(void)
{
    int failed = 0;
    for (size_t i = 0; (set = test_set(i)) != NULL; i++) {
        printf("%s\n", set->name);
        failed |= RUN(stores) | RUN(rounding) | RUN(head_sizes) | RUN(groups) | RUN(tokens) |
                  RUN(magnitudes) | RUN(long_context) | RUN(caps_and_windows) |
                  RUN(hidden_positions) | RUN(rising_scores) | RUN(not_finite) |
                  RUN(overflowing_scores);
    }
    return failed;
}
