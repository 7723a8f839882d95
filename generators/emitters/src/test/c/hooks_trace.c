/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls every generated hook of the plan FakePlans.rich(). What the modules contribute is defined
 * here and prints its name, so that the output is the order of the calls.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bb_boot_steps.h"
#include "bb_config.h"
#include "bb_conversation.h"
#include "bb_cpu.h"
#include "bb_forward.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_matmul.h"
#include "bb_model_boot.h"
#include "bb_options.h"
#include "bb_parallel.h"
#include "bb_platform.h"
#include "bb_text.h"
#include "bb_tokenizer.h"
#include "orchard.h"

BB_ERROR(failure, "E-TEST", "Nothing to do.");

/* What the fakes answer. */
static bb_status gate_answer, console_boot_answer;
static bb_flow orchard_flow;
static bool serial_there, scarecrow_there;
static size_t keys_to_scare;
static char model_head;

#define TRACE(...) printf("    " __VA_ARGS__), printf("\n")
#define VOID(name, ...)                                                                            \
    void name(__VA_ARGS__)                                                                         \
    {                                                                                              \
        TRACE("%s", __func__);                                                                     \
    }
#define RESULT(type, name, result, ...)                                                            \
    type name(__VA_ARGS__)                                                                         \
    {                                                                                              \
        TRACE("%s", __func__);                                                                     \
        return result;                                                                             \
    }

/* --- The kernel --- */

void bb_boot_step_begin(const char *name)
{
    TRACE("begin %s", name);
}
VOID(bb_boot_step_end, void)
RESULT(bb_status, bb_cpu_boot, BB_OK, bb_kernel *k)
RESULT(bb_status, bb_console_boot, console_boot_answer, bb_kernel *k)
RESULT(bool, bb_screen_start, true, void)
RESULT(bool, bb_serial_start, serial_there, void)
VOID(bb_screen_write, const char *text, size_t length)
VOID(bb_serial_write, const char *text, size_t length)
RESULT(bool, bb_screen_read, false, bb_key *key)
RESULT(bool, bb_serial_read, true, bb_key *key)
RESULT(bool, bb_orchard_scarecrow_start, scarecrow_there, void)
VOID(bb_orchard_scarecrow_write, const char *text, size_t length)
RESULT(bool, bb_orchard_scarecrow_read, false, bb_key *key)
VOID(bb_orchard_scarecrow_style, bb_style style)
RESULT(bool, bb_orchard_scarecrow_take, keys_to_scare-- > 0, const bb_key *key)
RESULT(bb_status, bb_esp_source_open, &failure, bb_kernel *k, const char *name, bb_source *out)
RESULT(size_t, bb_forward_demand_kv, 111, bb_kernel *k)

bb_status bb_fail(bb_status code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("    %s: ", code->name);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    return code;
}

size_t bb_text_length(const char *text)
{
    return strlen(text);
}

bool bb_text_equal(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return a_length == b_length && memcmp(a, b, a_length) == 0;
}

bb_status bb_source_read(bb_source *source, uint64_t offset, void *out, size_t length)
{
    TRACE("read %zu bytes at %d", length, (int)offset);
    if (length > 0)
        *(char *)out = model_head;
    return BB_OK;
}

/* --- Modules orchard and garden --- */

bb_orchard_basket bb_orchard_state = {"plum"};
double bb_orchard_weather = 21.5;
const bb_chat_template bb_orchard_talk = {.name = "rustle"};

RESULT(bb_status, bb_orchard_boot, BB_OK, bb_kernel *k)
RESULT(bb_status, bb_orchard_roots, BB_OK, bb_kernel *k)
RESULT(bb_status, bb_orchard_choose, BB_OK, bb_kernel *k)
RESULT(bool, bb_orchard_known, true, bb_kernel *k, const char *name, size_t length)
RESULT(bb_status, bb_orchard_change, BB_OK, bb_kernel *k, const char *name, size_t length)
VOID(bb_orchard_filter, bb_kernel *k, bb_logits *logits)
VOID(bb_orchard_adjust, bb_kernel *k, bb_logits *logits)
VOID(bb_garden_raw, bb_kernel *k, bb_logits *logits)
VOID(bb_garden_adjust, bb_kernel *k, bb_logits *logits)
RESULT(bb_flow, bb_orchard_hear, orchard_flow, bb_kernel *k, const bb_token_event *event)
RESULT(bb_flow, bb_garden_hear, BB_CONTINUE, bb_kernel *k, const bb_token_event *event)
VOID(bb_orchard_observe, bb_kernel *k, const bb_kv_event *event)
VOID(bb_orchard_idle, bb_kernel *k)
VOID(bb_orchard_option, bb_kernel *k, const bb_option *option)
VOID(bb_orchard_leave, bb_kernel *k, bool ok)
RESULT(size_t, bb_orchard_demand, 222, bb_kernel *k)
RESULT(bb_status, bb_orchard_pick, BB_OK, bb_kernel *k, const char *arguments)
RESULT(bb_status, bb_garden_water, &failure, bb_kernel *k, const char *arguments)
RESULT(bb_status, bb_garden_open, BB_OK, bb_kernel *k, const char *name, bb_source *out)
RESULT(bb_status, bb_orchard_stall_start, BB_OK, bb_kernel *k)
VOID(bb_orchard_stall_poll, bb_kernel *k)
VOID(bb_orchard_stall_stop, bb_kernel *k)
RESULT(bb_status, bb_garden_gate_start, gate_answer, bb_kernel *k)
VOID(bb_garden_gate_poll, bb_kernel *k)
VOID(bb_garden_gate_stop, bb_kernel *k)

bool bb_orchard_probe(const uint8_t *head, size_t length, uint64_t size)
{
    return length > 0 && head[0] == 'A';
}
bool bb_garden_probe(const uint8_t *head, size_t length, uint64_t size)
{
    return length > 0 && head[0] == 'P';
}
RESULT(bb_status, bb_orchard_header, BB_OK, bb_kernel *k, bb_source *source)
RESULT(bb_status, bb_orchard_load, BB_OK, bb_kernel *k, bb_source *source)
RESULT(bb_status, bb_garden_header, BB_OK, bb_kernel *k, bb_source *source)
RESULT(bb_status, bb_garden_load, BB_OK, bb_kernel *k, bb_source *source)
VOID(bb_orchard_layer, bb_batch *batch, size_t number)
VOID(bb_garden_layer, bb_batch *batch, size_t number)
RESULT(bb_status, bb_garden_complete, BB_OK, bb_model *model, const char *file)
VOID(bb_garden_finish, const bb_model *model, float *logits)

RESULT(bb_status, bb_orchard_create, BB_OK, bb_kernel *k, bb_arena_id arena, size_t bytes)
RESULT(void *, bb_orchard_allocate, NULL, bb_arena_id arena, size_t bytes, bb_status *status)
RESULT(bb_arena_usage, bb_orchard_usage, (bb_arena_usage){0}, bb_arena_id arena)
VOID(bb_orchard_release, bb_arena_id arena)

#define TOKENIZER(prefix, amount)                                                                  \
    bool prefix##serves(const bb_vocabulary *vocabulary)                                           \
    {                                                                                              \
        TRACE("%s", __func__);                                                                     \
        return vocabulary->count == (amount);                                                      \
    }                                                                                              \
    RESULT(size_t, prefix##words_demand, (amount) * 100, bb_kernel * k)                            \
    RESULT(bb_status, prefix##load_words, BB_OK, bb_kernel *k, bb_source *source)                  \
    RESULT(bb_status, prefix##encode, BB_OK, bb_kernel *k, const char *text, size_t length,        \
           unsigned flags, int32_t *out, size_t capacity, size_t *count)                           \
    RESULT(size_t, prefix##decode, 0, bb_kernel *k, int32_t previous, int32_t token,               \
           const char **text)                                                                      \
    RESULT(size_t, prefix##words, amount, bb_kernel *k)

TOKENIZER(bb_orchard_, 7)
TOKENIZER(bb_garden_, 5)
RESULT(int32_t, bb_orchard_sample, 5, bb_kernel *k, bb_logits *logits, const bb_sampling *settings)
RESULT(bool, bb_orchard_greet, true, bb_kernel *k)
RESULT(bool, bb_orchard_reply, true, bb_kernel *k, const char *text, size_t length,
       bb_status *status)
RESULT(bool, bb_orchard_forget, false, bb_kernel *k)
VOID(bb_orchard_pickers_run, const bb_work *work)
RESULT(bool, bb_orchard_pickers_pair, true, const bb_pair *pair)
RESULT(bool, bb_orchard_pickers_meet, false, bb_side *side, const bb_work *w,
       const float *halves[2])
RESULT(size_t, bb_orchard_pickers_share, i / 2, const bb_side *side, size_t i)
VOID(bb_orchard_pickers_settle, void)
RESULT(size_t, bb_orchard_pickers, 3, void)
VOID(bb_orchard_pickers_show, bb_kernel *k)

/* --- The calls --- */

static bb_kernel kernel;

static const char *text(bb_status status)
{
    return status ? status->name : "ok";
}

static void model(char head, uint64_t size)
{
    bb_source source = {.name = "fruit.bin", .size = size};
    model_head = head;
    kernel.model.format = NULL;
    bb_status header = bb_hooks_model_header(&kernel, &source);
    bb_status load = bb_hooks_model_load(&kernel, &source);
    printf("model %c: header %s, load %s, format %s\n", head ? head : '-', text(header), text(load),
           kernel.model.format ? kernel.model.format : "none");
}

/* A model with so many words. */
static void tokenizer(size_t words)
{
    const char *shown;
    size_t count;
    kernel.model_source.name = "fruit.bin";
    kernel.model.vocabulary = (bb_vocabulary){.model = "nuts", .count = words};
    bb_status status = bb_tokenizer_choose(&kernel);
    printf("tokenizer for %zu words: %s\n", words, text(status));
    if (status == BB_OK) {
        bb_tokenizer_load(&kernel, NULL);
        bb_tokenizer_encode(&kernel, "plum", 4, BB_ENCODE_BEGIN, NULL, 0, &count);
        bb_tokenizer_decode(&kernel, 0, 1, &shown);
        printf("it has %zu words, and takes %zu bytes\n", bb_tokenizer_size(&kernel),
               bb_tokenizer_demand(&kernel));
    }
}

static void architecture(const char *name)
{
    const bb_architecture *found = bb_hooks_architecture(name);
    printf("architecture %s of %s: %s%s%s\n", name, bb_architecture_names,
           found ? found->name : "none", found && found->rope_halves ? ", halves" : "",
           found && found->norms_behind ? ", norms behind" : "");
    if (found)
        found->layer(NULL, 3);
    if (found && found->complete)
        found->complete(NULL, "a file");
    if (found && found->finish)
        found->finish(NULL, NULL);
}

static void command(const char *name)
{
    bb_status status = BB_OK;
    bool known = bb_hooks_command(&kernel, name, strlen(name), "", &status);
    printf("command %s: %s, %s\n", name, known ? "known" : "unknown", text(status));
}

static void console(void)
{
    bb_key key;
    bb_hooks_console_start();
    bb_hooks_console_style(BB_STYLE_PROMPT);
    bb_hooks_console_write("x", 1);
    printf("console: %s\n", bb_hooks_console_read(&key) ? "a key" : "no key");
}

static void network(bb_status gate)
{
    gate_answer = gate;
    printf("network: %s\n", text(bb_hooks_network_start(&kernel)));
    bb_hooks_idle(&kernel);
    bb_hooks_network_stop(&kernel);
    bb_hooks_network_stop(&kernel);
    printf("network stopped twice\n");
}

static void session(void)
{
    unsigned char saved[64];
    memset(saved, 0x5a, sizeof(saved));
    size_t size = bb_hooks_session_size();
    bb_hooks_session_save(saved);
    bb_orchard_state = (bb_orchard_basket){"pear"};
    bb_orchard_weather = -3;
    bb_hooks_session_restore(saved);
    printf("session: %zu bytes, %s, %.1f, %s\n", size, bb_orchard_state.fruit, bb_orchard_weather,
           saved[size] == 0x5a ? "nothing behind" : "written behind");
}

static void options(void)
{
    for (size_t i = 0; i < bb_option_count; i++) {
        const bb_option *option = &bb_option_table[i];
        printf("option %s: type %d, capacity %zu, %g to %g, %zu choices\n", option->name,
               option->type, option->capacity, option->min, option->max, option->choice_count);
    }
    printf("values: %s %d %.1f %d %d\n", bb_options.orchard.name, (int)bb_options.orchard.trees,
           (double)bb_options.orchard.ripeness, bb_options.orchard.kind, bb_options.garden.bees);
}

int main(void)
{
    bb_token_event event = {0};
    bb_kv_event kv_event = {0};
    bb_logits logits = {0};
    bb_source source;

    printf("boot: %s\n", text(bb_hooks_boot(&kernel)));
    printf("boot model: %s\n", text(bb_hooks_boot_model(&kernel)));
    console_boot_answer = &failure;
    printf("boot: %s\n", text(bb_hooks_boot(&kernel)));
    console();
    serial_there = true;
    console();
    scarecrow_there = true;
    keys_to_scare = 1;
    console();
    bb_hooks_process_logits(&kernel, &logits);
    printf("logits\n");
    printf("token: %s\n", bb_hooks_token(&kernel, &event) == BB_STOP ? "stop" : "go on");
    orchard_flow = BB_STOP;
    printf("token: %s\n", bb_hooks_token(&kernel, &event) == BB_STOP ? "stop" : "go on");
    bb_hooks_kv_event(&kernel, &kv_event);
    printf("kv event\n");
    model('A', 10000);
    model('P', 100);
    model('X', 4096);
    model(0, 0);
    tokenizer(7);
    tokenizer(5);
    tokenizer(7);
    tokenizer(0);
    tokenizer(6);
    architecture("tree");
    architecture("flower");
    architecture("flowers");
    architecture("");
    printf("source: %s\n", text(bb_hooks_source_open(&kernel, "fruit.bin", &source)));
    for (int i = 0; i < BB_ARENA_COUNT; i++)
        printf("arena %s: %zu bytes\n", bb_arena_names[i],
               bb_hooks_arena_demand(&kernel, (bb_arena_id)i));
    command("pick");
    command("water");
    command("picks");
    command("wate");
    command("");
    for (size_t i = 0; i < bb_chat_template_count; i++)
        printf("chat template %s\n", bb_chat_templates[i]->name);
    session();
    bb_hooks_option_changed(&kernel, &bb_option_table[0]);
    printf("option changed\n");
    bb_hooks_network_stop(&kernel); /* the boot started them */
    network(&failure);
    network(BB_OK);
    bb_hooks_shutdown(&kernel, true);
    printf("shutdown\n");
    printf("capabilities: %d\n", bb_sampler_sample(&kernel, &logits, NULL));
    printf("choose: %s\n", text(bb_model_choose(&kernel)));
    printf("known: %d\n", bb_model_is_known(&kernel, "pear", 4));
    printf("change: %s\n", text(bb_model_change(&kernel, "pear", 4)));
    bb_status answered = BB_OK;
    bool greets = bb_conversation_begin(&kernel);
    bool answers = bb_conversation_answer(&kernel, "hello", 5, &answered);
    bool forgets = bb_conversation_forget(&kernel);
    printf("conversation: %d %d %d\n", greets, answers, forgets);
    bb_parallel_run(&(bb_work){0});
    bool paired = bb_parallel_pair(&(bb_pair){0});
    bool late = bb_parallel_meet(NULL, &(bb_work){0}, (const float *[2]){0});
    printf("pair: %d, late: %d, share: %zu\n", paired, late, bb_parallel_share(NULL, 10));
    bb_parallel_settle();
    bb_parallel_show(&kernel);
    printf("processors: %zu\n", bb_parallel_processors());
    options();
    for (size_t i = 0; i < bb_module_count; i++)
        printf("module %s: %s\n", bb_modules[i].id, bb_modules[i].summary);
    return 0;
}
