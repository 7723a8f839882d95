/* SPDX-License-Identifier: Apache-2.0 */
/* Runtime services (UEFI 2.10, chapter 8). */
#ifndef HOSTED_RUNTIME_H
#define HOSTED_RUNTIME_H

#include "hosted.h"

void runtime_fill(EFI_RUNTIME_SERVICES *table);

#endif
