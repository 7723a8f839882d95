/* SPDX-License-Identifier: Apache-2.0 */
/* Text output: an 80 x 25 screen, and the standard error device. */
#ifndef HOSTED_SCREEN_H
#define HOSTED_SCREEN_H

#include "hosted.h"

extern EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL screen_output;
extern EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL screen_error;

#endif
