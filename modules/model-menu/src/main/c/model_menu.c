/* SPDX-License-Identifier: Apache-2.0 */
#include "model_menu.h"

#include "bb_config.h"
#include "bb_console.h"
#include "bb_conversation.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_model_boot.h"
#include "bb_parallel.h"
#include "model_find.h"
#include "model_look.h"
#include "model_question.h"
#include "model_rows.h"

static model_list list;
static size_t in_use;

/* Index of the definition's model. */
static size_t standard(void)
{
    size_t index = 0;
    for (size_t i = 0; i < list.count; i++) {
        index = list.entries[i].is_standard ? i : index;
    }
    return index;
}

/* If nothing can be used, the definition's model tells why. */
static void ask(void)
{
    size_t selected = bb_model_question_default(&list);
    if (selected == list.count) {
        in_use = standard();
    } else if (list.count == 1) {
        in_use = selected;
    } else {
        in_use = bb_model_question_ask(&list, selected, (uint64_t)BB_MODEL_MENU_COUNTDOWN);
    }
}

static void tell_context(const model_entry *entry)
{
    if (!entry->status && entry->context < entry->whole_context) {
        bb_print("The context has %zu positions, not %zu: more do not fit in memory.\n",
                 entry->context, entry->whole_context);
    }
}

bb_status bb_model_menu_choose(bb_kernel *kernel)
{
    if (!BB_KERNEL_INTERACTIVE) {
        return BB_OK;
    }
    if (list.count == 0) {
        bb_memory_info memory;
        bb_status status = bb_platform_memory(&memory);
        if (status) {
            return status;
        }
        bb_model_list_read(&list, BB_MODEL_FILE);
        bb_model_look_at_all(kernel, &list, &memory);
        ask();
    }
    bb_model_look_take(kernel, &list.entries[in_use]);
    tell_context(&list.entries[in_use]);
    return BB_OK;
}

/* Gives up the model in use, with the conversation, and loads another one. */
static bb_status exchange(bb_kernel *kernel, size_t index)
{
    (void)bb_conversation_forget(kernel);
    bb_context_truncate(kernel, 0);
    bb_parallel_settle();
    for (size_t i = 0; i < BB_ARENA_COUNT; i++) {
        bb_arena_release((bb_arena_id)i);
    }
    in_use = index;
    return bb_model_restart(kernel);
}

/* Without a model there is nothing that the kernel could do. */
static void go_back(bb_kernel *kernel, size_t index, bb_status why)
{
    bb_report(why);
    bb_print("The model before is loaded again.\n");
    bb_status status = exchange(kernel, index);
    if (status) {
        bb_panic(kernel, status);
    }
}

bool bb_model_menu_known(bb_kernel *kernel, const char *name, size_t length)
{
    (void)kernel;
    size_t index;
    return bb_model_find_count(&list, name, length, &index) > 0;
}

bb_status bb_model_menu_change(bb_kernel *kernel, const char *name, size_t length)
{
    size_t before = in_use, index;
    bb_status status = bb_model_find(&list, name, length, &index);
    if (status) {
        return status;
    }
    const model_entry *entry = &list.entries[index];
    if (entry->status) {
        return bb_fail(entry->status, "%s", entry->details);
    }
    char shown[MODEL_SHOWN_BYTES];
    bb_model_rows_name(entry->file, shown);
    if (index == in_use) {
        bb_print("%s is in use already.\n", shown);
        return BB_OK;
    }
    status = exchange(kernel, index);
    if (status) {
        go_back(kernel, before, status);
        bb_model_rows_name(list.entries[before].file, shown);
    }
    bb_print("%s is in use. The conversation is forgotten.\n", shown);
    return BB_OK;
}

bb_status bb_model_menu_models(bb_kernel *kernel, const char *arguments)
{
    (void)kernel;
    (void)arguments;
    bb_model_rows_print(&list, in_use);
    return BB_OK;
}
