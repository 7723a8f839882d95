/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_architecture.h"

#include "bb_hooks.h"

BB_ERROR(not_installed, "E-MODEL-ARCHITECTURE",
         "Install the module of the model's architecture, arch-NAME, and build the kernel again, "
         "or use a model of an architecture that is installed.");

bb_status bb_model_set_architecture(bb_model *model, const char *name, const char *file)
{
    model->architecture = bb_hooks_architecture(name);
    if (!model->architecture) {
        return bb_fail(&not_installed, "%s is of architecture %s; this kernel has %s", file, name,
                       bb_architecture_names);
    }
    return BB_OK;
}
