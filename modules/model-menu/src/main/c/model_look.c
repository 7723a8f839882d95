/* SPDX-License-Identifier: Apache-2.0 */
#include "model_look.h"

#include "bb_config.h"
#include "bb_format.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_model_boot.h"
#include "bb_text.h"

static bool is_there(bb_kernel *kernel, const char *path)
{
    bb_source source;
    bool is_there = *path && bb_hooks_source_open(kernel, path, &source) == BB_OK;
    if (is_there) {
        bb_source_close(&source);
    }
    return is_there;
}

/* "\models\stories.bin" has "\models\stories.tokenizer.bin". */
static void name_own_tokenizer(model_entry *entry)
{
    size_t length = bb_text_length(entry->file), stem = length;
    for (size_t i = 0; i < length; i++) {
        stem = entry->file[i] == '.' ? i : stem;
    }
    bb_format(entry->tokenizer, sizeof entry->tokenizer, "%.*s.tokenizer.bin", (int)stem,
              entry->file);
}

/* A tokenizer of the model's own comes first, then one for all, then the definition's. */
static void find_tokenizer(bb_kernel *kernel, model_entry *entry)
{
    static const char for_all[] = MODEL_FOLDER "tokenizer.bin";
    static const char standard[] = BB_TOKENIZER_FILE;
    const char *found = NULL;
    name_own_tokenizer(entry);
    if (entry->is_standard && sizeof standard > 1) {
        found = standard;
    } else if (!is_there(kernel, entry->tokenizer)) {
        found = is_there(kernel, for_all) ? for_all : NULL;
        found = !found && is_there(kernel, standard) ? standard : found;
    }
    if (found) {
        bb_format(entry->tokenizer, sizeof entry->tokenizer, "%s", found);
    }
}

void bb_model_look_take(bb_kernel *kernel, const model_entry *entry)
{
    kernel->model_file = entry->file;
    kernel->tokenizer_file = entry->tokenizer;
    kernel->context_limit = entry->context > 0 && entry->context < entry->whole_context
                                ? entry->context
                                : (size_t)BB_KERNEL_CONTEXT;
}

static void keep_failure(model_entry *entry, bb_status status)
{
    entry->status = status;
    bb_format(entry->details, sizeof entry->details, "%s", bb_failure_details());
}

/* Of an open model. */
static void keep_facts(bb_kernel *kernel, model_entry *entry, const bb_memory_info *memory)
{
    const bb_model *model = &kernel->model;
    entry->bytes = kernel->model_source.size;
    entry->parameters = model->parameters;
    bb_format(entry->weight_type, sizeof entry->weight_type, "%s",
              model->weight_type ? model->weight_type : "");
    entry->whole_context = model->shape.context;
    entry->context = bb_memory_longest_context(kernel, memory);
    if (entry->context == 0) {
        keep_failure(entry, bb_memory_check(kernel, memory));
    }
}

static void look(bb_kernel *kernel, model_entry *entry, const bb_memory_info *memory)
{
    find_tokenizer(kernel, entry);
    bb_model_look_take(kernel, entry);
    bb_status status = bb_model_open(kernel);
    if (status) {
        keep_failure(entry, status);
        return;
    }
    keep_facts(kernel, entry, memory);
    bb_model_close(kernel);
}

static bool is_model(const model_entry *entry)
{
    return entry->is_standard || bb_model_list_is_named_model(entry->file) ||
           entry->status != bb_model_no_format;
}

void bb_model_look_at_all(bb_kernel *kernel, model_list *list, const bb_memory_info *memory)
{
    for (size_t i = 0; i < list->count;) {
        look(kernel, &list->entries[i], memory);
        if (is_model(&list->entries[i])) {
            i++;
        } else {
            bb_model_list_remove(list, i);
        }
    }
}
