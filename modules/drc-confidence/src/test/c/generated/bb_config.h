/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the declaration fixes, for this module's tests. */
#define BB_MODEL_ROPE_THETA 10000.0f
#define BB_MODEL_NORM_EPSILON 1e-05f

#define BB_DRC_CONFIDENCE_STOP_NEVER 0
#define BB_DRC_CONFIDENCE_STOP_WARN 1
#define BB_DRC_CONFIDENCE_STOP_REFUSE 2

#define BB_DRC_CONFIDENCE_SHOW_OFF 0
#define BB_DRC_CONFIDENCE_SHOW_SUMMARY 1
#define BB_DRC_CONFIDENCE_SHOW_TOKENS 2

#endif
