/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ORCHARD_H
#define ORCHARD_H

/* What the modules orchard and garden of the tests contribute: something at every point. */
#include "bb_chat_template.h"
#include "bb_hooks.h"
#include "bb_parallel.h"
#include "bb_source.h"
#include "bb_vocabulary.h"

typedef struct bb_orchard_basket {
    char fruit[5];
} bb_orchard_basket;

extern bb_orchard_basket bb_orchard_state;
extern double bb_orchard_weather;
extern const bb_chat_template bb_orchard_talk;

bb_status bb_orchard_boot(bb_kernel *kernel);
bb_status bb_orchard_roots(bb_kernel *kernel);
bb_status bb_orchard_choose(bb_kernel *kernel);
bool bb_orchard_known(bb_kernel *kernel, const char *name, size_t length);
bb_status bb_orchard_change(bb_kernel *kernel, const char *name, size_t length);
void bb_orchard_filter(bb_kernel *kernel, bb_logits *logits);
void bb_orchard_adjust(bb_kernel *kernel, bb_logits *logits);
bb_flow bb_orchard_hear(bb_kernel *kernel, const bb_token_event *event);
void bb_orchard_observe(bb_kernel *kernel, const bb_kv_event *event);
void bb_orchard_idle(bb_kernel *kernel);
void bb_orchard_option(bb_kernel *kernel, const bb_option *option);
bb_status bb_orchard_pick(bb_kernel *kernel, const char *arguments);
size_t bb_orchard_demand(bb_kernel *kernel);
bool bb_orchard_probe(const uint8_t *head, size_t length, uint64_t size);
bb_status bb_orchard_header(bb_kernel *kernel, bb_source *source);
bb_status bb_orchard_load(bb_kernel *kernel, bb_source *source);
void bb_orchard_layer(bb_batch *batch, size_t number);
void bb_garden_layer(bb_batch *batch, size_t number);
bb_status bb_garden_complete(bb_model *model, const char *file);
void bb_garden_finish(const bb_model *model, float *logits);
bb_status bb_orchard_stall_start(bb_kernel *kernel);
void bb_orchard_stall_poll(bb_kernel *kernel);
void bb_orchard_stall_stop(bb_kernel *kernel);
void bb_orchard_leave(bb_kernel *kernel, bool ok);
bool bb_orchard_scarecrow_start(void);
void bb_orchard_scarecrow_write(const char *text, size_t length);
bool bb_orchard_scarecrow_read(bb_key *key);
void bb_orchard_scarecrow_style(bb_style style);
bool bb_orchard_scarecrow_take(const bb_key *key);

bb_status bb_orchard_create(bb_kernel *kernel, bb_arena_id arena, size_t bytes);
void *bb_orchard_allocate(bb_arena_id arena, size_t bytes, bb_status *status);
bb_arena_usage bb_orchard_usage(bb_arena_id arena);
void bb_orchard_release(bb_arena_id arena);
bool bb_orchard_serves(const bb_vocabulary *vocabulary);
size_t bb_orchard_words_demand(bb_kernel *kernel);
bb_status bb_orchard_load_words(bb_kernel *kernel, bb_source *source);
bb_status bb_orchard_encode(bb_kernel *kernel, const char *text, size_t length, unsigned flags,
                            int32_t *out, size_t capacity, size_t *count);
size_t bb_orchard_decode(bb_kernel *kernel, int32_t previous, int32_t token, const char **text);
size_t bb_orchard_words(bb_kernel *kernel);
bool bb_garden_serves(const bb_vocabulary *vocabulary);
size_t bb_garden_words_demand(bb_kernel *kernel);
bb_status bb_garden_load_words(bb_kernel *kernel, bb_source *source);
bb_status bb_garden_encode(bb_kernel *kernel, const char *text, size_t length, unsigned flags,
                           int32_t *out, size_t capacity, size_t *count);
size_t bb_garden_decode(bb_kernel *kernel, int32_t previous, int32_t token, const char **text);
size_t bb_garden_words(bb_kernel *kernel);
int32_t bb_orchard_sample(bb_kernel *kernel, bb_logits *logits, const bb_sampling *settings);
bool bb_orchard_greet(bb_kernel *kernel);
bool bb_orchard_reply(bb_kernel *kernel, const char *text, size_t length, bb_status *status);
bool bb_orchard_forget(bb_kernel *kernel);
void bb_orchard_pickers_run(const bb_work *work);
bool bb_orchard_pickers_pair(const bb_pair *pair);
bool bb_orchard_pickers_meet(bb_side *side, const bb_work *work, const float *halves[2]);
size_t bb_orchard_pickers_share(const bb_side *side, size_t items);
void bb_orchard_pickers_settle(void);
size_t bb_orchard_pickers(void);
void bb_orchard_pickers_show(bb_kernel *kernel);

void bb_garden_raw(bb_kernel *kernel, bb_logits *logits);
void bb_garden_adjust(bb_kernel *kernel, bb_logits *logits);
bb_flow bb_garden_hear(bb_kernel *kernel, const bb_token_event *event);
bb_status bb_garden_water(bb_kernel *kernel, const char *arguments);
bb_status bb_garden_open(bb_kernel *kernel, const char *name, bb_source *out);
bool bb_garden_probe(const uint8_t *head, size_t length, uint64_t size);
bb_status bb_garden_header(bb_kernel *kernel, bb_source *source);
bb_status bb_garden_load(bb_kernel *kernel, bb_source *source);
bb_status bb_garden_gate_start(bb_kernel *kernel);
void bb_garden_gate_poll(bb_kernel *kernel);
void bb_garden_gate_stop(bb_kernel *kernel);

#endif
