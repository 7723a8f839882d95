/* SPDX-License-Identifier: Apache-2.0 */
/* Stands in for the generated header. */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BB_VERSION "0"
#define BB_KERNEL_NAME "test"
#define BB_CONSOLE_SCREEN_WIDTH INT64_C(0)
#define BB_CONSOLE_SCREEN_HEIGHT INT64_C(0)
#define BB_CONSOLE_SCREEN_SCROLLBACK INT64_C(100)
#define BB_CONSOLE_SCREEN_STATUS_LINE true

#endif
