/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/dequantize_blocks.c ../../main/c/dequantize_k.c
   ../../main/c/gguf_errors.c ../../main/c/gguf_facts.c ../../main/c/gguf_head.c
   ../../main/c/gguf_inventory.c ../../main/c/gguf_load.c ../../main/c/gguf_load_vocabulary.c
   ../../main/c/gguf_model.c ../../main/c/gguf_places.c ../../main/c/gguf_stream.c
   ../../main/c/gguf_tensors.c ../../main/c/gguf_types.c ../../main/c/gguf_values.c
   ../../main/c/gguf_vocabulary.c ../../main/c/gguf_weights.c ../../main/c/to_q4_1.c
   ../../main/c/to_q8_0.c
   ../../../../../kernel-templates/src/main/c/kernel/model_shape.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* What the tests of whole files are compiled with: it has no code of its own. */
typedef int sources;
