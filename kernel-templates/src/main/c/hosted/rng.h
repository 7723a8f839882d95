/* SPDX-License-Identifier: Apache-2.0 */
/* EFI_RNG_PROTOCOL from the random numbers of Linux. */
#ifndef HOSTED_RNG_H
#define HOSTED_RNG_H

#include "hosted.h"

extern EFI_RNG_PROTOCOL rng;

#endif
