/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONFIG_FILE_H
#define CONFIG_FILE_H

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Bytes of a config file at most. */
#define BB_CONFIG_FILE_BYTES 65536

/*
 * Boot step: sets the options of the config file; without one there is nothing to do. Reports each
 * line that is wrong, then fails with E-CONFIG. Fails with E-CONFIG-SIZE, and with what reading a
 * file fails with.
 */
bb_status bb_config_file_boot(bb_kernel *kernel);

#endif
