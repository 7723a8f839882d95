/* SPDX-License-Identifier: Apache-2.0 */
/* The keyboard: standard input as key strokes, with --console screen; else nobody types. */
#ifndef HOSTED_KEYBOARD_H
#define HOSTED_KEYBOARD_H

#include "hosted.h"

extern EFI_SIMPLE_TEXT_INPUT_PROTOCOL keyboard;
extern EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL keyboard_ex;

/* Creates the events of the protocols. */
void keyboard_open(void);

#endif
