/* SPDX-License-Identifier: Apache-2.0 */
#include "probe_body.h"

const probe probe_sse2 = PROBE;
