/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_HOOKS_H
#define BB_HOOKS_H

/*
 * The generated hooks (bb_hooks.c): direct calls, by name and in the plan's order, of what the
 * installed modules contribute to each extension point. The Java types of dev.baobab.dsl.extension
 * tell each function's meaning.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_architecture.h"
#include "bb_console.h"
#include "bb_context.h"
#include "bb_generate.h"
#include "bb_key.h"
#include "bb_memory.h"
#include "bb_option.h"
#include "bb_sampler.h"
#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* BootStep: all phases in order; stops at the first failure. */
bb_status bb_hooks_boot(bb_kernel *kernel);

/* BootStep: phase MODEL alone, again, for another model. */
bb_status bb_hooks_boot_model(bb_kernel *kernel);

/* ConsoleDevice */
void bb_hooks_console_start(void);
void bb_hooks_console_write(const char *text, size_t length);
void bb_hooks_console_style(bb_style style);
bool bb_hooks_console_read(bb_key *key);

/* IdleTask, and the poll functions of NetworkService */
void bb_hooks_idle(bb_kernel *kernel);

/* KvCacheObserver */
void bb_hooks_kv_event(bb_kernel *kernel, const bb_kv_event *event);

/* LogitsProcessor, by stage */
void bb_hooks_process_logits(bb_kernel *kernel, bb_logits *logits);

/* TokenListener: BB_STOP if one of them says so. All hear every event. */
bb_flow bb_hooks_token(bb_kernel *kernel, const bb_token_event *event);

/* ModelFormat: the first whose probe accepts reads the header. Fails with E-MODEL-FORMAT, which is
 * bb_model_no_format, if none does. */
extern const bb_status bb_model_no_format;
bb_status bb_hooks_model_header(bb_kernel *kernel, bb_source *source);
bb_status bb_hooks_model_load(bb_kernel *kernel, bb_source *source);

/* Architecture: NULL if none of the name is installed. The names are for people: "llama, qwen2". */
const bb_architecture *bb_hooks_architecture(const char *name);
extern const char bb_architecture_names[];

/* ModelSource: tried in order; the last failure is returned. */
bb_status bb_hooks_source_open(bb_kernel *kernel, const char *name, bb_source *out);

/* MemoryArena */
extern const char *const bb_arena_names[];
size_t bb_hooks_arena_demand(bb_kernel *kernel, bb_arena_id arena);

/* ReplCommand: false if there is no such command. */
typedef struct bb_command {
    const char *name;
    const char *usage;
    const char *summary;
} bb_command;
extern const bb_command bb_commands[];
extern const size_t bb_command_count;
bool bb_hooks_command(bb_kernel *kernel, const char *name, size_t length, const char *arguments,
                      bb_status *status);

/* SessionState */
size_t bb_hooks_session_size(void);
void bb_hooks_session_save(void *out);
void bb_hooks_session_restore(const void *from);

/* OptionListener */
void bb_hooks_option_changed(bb_kernel *kernel, const bb_option *option);

/* NetworkService: start and stop */
bb_status bb_hooks_network_start(bb_kernel *kernel);
void bb_hooks_network_stop(bb_kernel *kernel);

/* ShutdownHook */
void bb_hooks_shutdown(bb_kernel *kernel, bool ok);

/* The installed modules, for /modules. */
typedef struct bb_module {
    const char *id;
    const char *summary;
} bb_module;
extern const bb_module bb_modules[];
extern const size_t bb_module_count;

#endif
