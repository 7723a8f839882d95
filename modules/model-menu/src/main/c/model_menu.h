/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_MENU_H
#define MODEL_MENU_H

/* What the kernel calls: the capability modelchoice (bb_model_boot.h), and a command. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * At the first call lists the models and asks for one, if there are several and there is someone
 * to ask; later takes the one that bb_model_menu_change chose. Fails with what bb_platform_memory
 * fails with.
 */
bb_status bb_model_menu_choose(bb_kernel *kernel);

bool bb_model_menu_known(bb_kernel *kernel, const char *name, size_t length);

/*
 * Exchanges the model. Fails with E-MODEL-UNKNOWN, or with why the model cannot be used; the one in
 * use stays then. If loading fails that is reported, and the one before is loaded again.
 */
bb_status bb_model_menu_change(bb_kernel *kernel, const char *name, size_t length);

/* /models */
bb_status bb_model_menu_models(bb_kernel *kernel, const char *arguments);

#endif
