/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_ERRORS_H
#define GGUF_ERRORS_H

/* What can be wrong with a GGUF file; each of several parts of the reader finds some of it. */
#include "bb_status.h"

extern const bb_error_code bb_format_gguf_truncated;  /* E-MODEL-TRUNCATED */
extern const bb_error_code bb_format_gguf_version;    /* E-GGUF-VERSION */
extern const bb_error_code bb_format_gguf_damaged;    /* E-GGUF-DAMAGED: against the format */
extern const bb_error_code bb_format_gguf_metadata;   /* E-GGUF-METADATA: a key is not as needed */
extern const bb_error_code bb_format_gguf_tensor;     /* E-GGUF-TENSOR: one too many, too few, or
                                                         of another shape */
extern const bb_error_code bb_format_gguf_type;       /* E-GGUF-TYPE: of a tensor, not known */
extern const bb_error_code bb_format_gguf_not_finite; /* E-WEIGHTS-NAN */

#endif
