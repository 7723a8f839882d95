/* SPDX-License-Identifier: Apache-2.0 */
/* The serial port: standard input and output as raw bytes. */
#ifndef HOSTED_SERIAL_H
#define HOSTED_SERIAL_H

#include "hosted.h"

extern EFI_SERIAL_IO_PROTOCOL serial_port;

#endif
