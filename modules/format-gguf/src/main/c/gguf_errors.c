/* SPDX-License-Identifier: Apache-2.0 */
#include "gguf_errors.h"

const bb_error_code bb_format_gguf_truncated = {"E-MODEL-TRUNCATED",
                                                "Copy the model file again, and compare its size."};
const bb_error_code bb_format_gguf_version = {
    "E-GGUF-VERSION",
    "Convert the model again with a current llama.cpp: GGUF's versions 2 and 3, little-endian, are "
    "read."};
const bb_error_code bb_format_gguf_damaged = {
    "E-GGUF-DAMAGED", "The model file is damaged: copy it again, and compare its checksum."};
const bb_error_code bb_format_gguf_metadata = {
    "E-GGUF-METADATA",
    "The file does not tell what the kernel needs to know of the model: convert the model again "
    "with a current llama.cpp, or take another model."};
const bb_error_code bb_format_gguf_tensor = {
    "E-GGUF-TENSOR",
    "The file's tensors are not those of a model that this kernel runs: convert the model again "
    "with a current llama.cpp, or take another model."};
const bb_error_code bb_format_gguf_type = {
    "E-GGUF-TYPE",
    "Take the model in another quantization: F32, F16, BF16, Q8_0, Q6_K, Q5_K, Q5_1, Q5_0, Q4_K, "
    "Q4_1, Q4_0, IQ4_NL, Q3_K and Q2_K are read."};
const bb_error_code bb_format_gguf_not_finite = {
    "E-WEIGHTS-NAN", "The model file is damaged, or its training failed. Copy it again."};
