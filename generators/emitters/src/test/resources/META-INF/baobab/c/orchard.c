/* SPDX-License-Identifier: Apache-2.0 */
#include "orchard.h"

bb_orchard_basket bb_orchard_state;
