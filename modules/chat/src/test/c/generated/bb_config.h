/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the declaration fixes, for this module's tests. */
#include <stdint.h>

#define BB_MODEL_FILE "\\models\\demo.bin"
#define BB_CHAT_GREETING "Hello!\nAsk me."

#endif
