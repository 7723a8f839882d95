/* SPDX-License-Identifier: Apache-2.0 */
#include "chat_choice.h"

#include "bb_bytes.h"
#include "bb_format.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "chat_tokens.h"

BB_ERROR(unknown, "E-CHAT-TEMPLATE",
         "Set chat.template to auto or to an installed template; a kernel definition installs more "
         "of them.");

static bool contains(const char *text, size_t length, const char *part)
{
    size_t bytes = bb_text_length(part);
    for (size_t at = 0; at + bytes <= length; at++)
        if (memcmp(text + at, part, bytes) == 0)
            return true;
    return false;
}

static bool has_sign(bb_kernel *kernel, const char *sign)
{
    const bb_model *model = &kernel->model;
    if (model->chat_template != NULL)
        return contains(model->chat_template, model->chat_template_length, sign);
    return bb_chat_token_of(kernel, sign, bb_text_length(sign)) >= 0;
}

/* How many signs of a template the model has; 0 if one is missing. */
static size_t score(bb_kernel *kernel, const bb_chat_template *template)
{
    size_t count = 0;
    const char *const *sign =
        kernel->model.chat_template != NULL ? template->signs : template->tokens;
    for (; sign[count] != NULL; count++)
        if (!has_sign(kernel, sign[count]))
            return 0;
    return count;
}

static const bb_chat_template *recognise(bb_kernel *kernel)
{
    const bb_chat_template *best = NULL;
    size_t best_score = 0;
    for (size_t i = 0; i < bb_chat_template_count; i++) {
        size_t signs = score(kernel, bb_chat_templates[i]);
        if (signs > best_score) {
            best = bb_chat_templates[i];
            best_score = signs;
        }
    }
    return best;
}

static bb_status fail_unknown(const char *name)
{
    char names[160] = "none";
    size_t length = 0;
    for (size_t i = 0; i < bb_chat_template_count; i++)
        length += bb_format(names + length, sizeof names - length, "%s%s", i > 0 ? ", " : "",
                            bb_chat_templates[i]->name);
    return bb_fail(&unknown, "there is no chat template \"%s\"; installed: %s", name, names);
}

bb_status bb_chat_choose(bb_kernel *kernel, const char *name, const bb_chat_template **out)
{
    size_t length = bb_text_length(name);
    *out = NULL;
    if (bb_text_equal(name, length, "auto", 4)) {
        *out = recognise(kernel);
        return BB_OK;
    }
    for (size_t i = 0; i < bb_chat_template_count && *out == NULL; i++) {
        const char *candidate = bb_chat_templates[i]->name;
        if (bb_text_equal(name, length, candidate, bb_text_length(candidate)))
            *out = bb_chat_templates[i];
    }
    return *out != NULL ? BB_OK : fail_unknown(name);
}
