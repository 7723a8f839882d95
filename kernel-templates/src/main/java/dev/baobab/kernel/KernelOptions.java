// SPDX-License-Identifier: Apache-2.0
package dev.baobab.kernel;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * What every kernel shares: the entry from the firmware, processor, console, memory, files, the
 * transformer and the end. Always installed.
 */
@KernelModule(
    id = "kernel",
    builder = "KernelSettings.options",
    summary = "What every kernel shares: entry, platform, console, files, the transformer",
    composer = KernelCoreModule.class,
    requires = {"allocator", "matmul", "sampler", "vector"},
    sources = {
      "kernel/architecture.c",
      "kernel/attention.c",
      "kernel/attention_output.c",
      "kernel/batch_attention.c",
      "kernel/boot.c",
      "kernel/boot_lines.c",
      "kernel/boot_steps.c",
      "kernel/console.c",
      "kernel/context.c",
      "kernel/context_copy.c",
      "kernel/cpu.c",
      "kernel/crc32c.c",
      "kernel/decimal.c",
      "kernel/distance.c",
      "kernel/esp_source.c",
      "kernel/feed_forward.c",
      "kernel/first_token.c",
      "kernel/format.c",
      "kernel/forward.c",
      "kernel/forward_memory.c",
      "kernel/gated_product.c",
      "kernel/generate.c",
      "kernel/half_attention.c",
      "kernel/halves.c",
      "kernel/halves_layout.c",
      "kernel/head_attention.c",
      "kernel/key_decoder.c",
      "kernel/math.c",
      "kernel/memory_advice.c",
      "kernel/memory_basics.c",
      "kernel/memory_demand.c",
      "kernel/memory_plan.c",
      "kernel/model_boot.c",
      "kernel/model_shape.c",
      "kernel/multiply.c",
      "kernel/number.c",
      "kernel/options.c",
      "kernel/panic.c",
      "kernel/progress.c",
      "kernel/report.c",
      "kernel/rope.c",
      "kernel/side_by_side.c",
      "kernel/source.c",
      "kernel/source_stream.c",
      "kernel/status.c",
      "kernel/text.c",
      "kernel/transformer.c",
      "kernel/vector_max.c",
      "kernel/vector_softmax.c",
      "kernel/wrap.c",
      "uefi/clock.c",
      "uefi/display.c",
      "uefi/entropy.c",
      "uefi/entry.c",
      "uefi/exceptions.c",
      "uefi/files.c",
      "uefi/firmware.c",
      "uefi/memory_map.c",
      "uefi/pages.c",
      "uefi/power.c",
      "uefi/screen.c",
      "uefi/serial.c",
      "uefi/start.c",
      "uefi/status_name.c",
      "uefi/vector.c",
      "uefi/wait.c"
    },
    headers = {
      "include/bb_activations.h",
      "include/bb_architecture.h",
      "include/bb_boot.h",
      "include/bb_boot_steps.h",
      "include/bb_bytes.h",
      "include/bb_chat_template.h",
      "include/bb_console.h",
      "include/bb_context.h",
      "include/bb_conversation.h",
      "include/bb_cpu.h",
      "include/bb_crc32c.h",
      "include/bb_decimal.h",
      "include/bb_display.h",
      "include/bb_exp.h",
      "include/bb_first_token.h",
      "include/bb_format.h",
      "include/bb_format_sink.h",
      "include/bb_forward.h",
      "include/bb_generate.h",
      "include/bb_half.h",
      "include/bb_hooks.h",
      "include/bb_kernel.h",
      "include/bb_key.h",
      "include/bb_key_decoder.h",
      "include/bb_math.h",
      "include/bb_matmul.h",
      "include/bb_memory.h",
      "include/bb_model.h",
      "include/bb_model_boot.h",
      "include/bb_option.h",
      "include/bb_parallel.h",
      "include/bb_platform.h",
      "include/bb_sampler.h",
      "include/bb_source.h",
      "include/bb_status.h",
      "include/bb_text.h",
      "include/bb_tokenizer.h",
      "include/bb_transformer.h",
      "include/bb_vector.h",
      "include/bb_vector_set.h",
      "include/bb_vocabulary.h",
      "include/bb_weights.h",
      "include/bb_wrap.h",
      "include/efi/efi.h",
      "include/efi/efi_block.h",
      "include/efi/efi_console.h",
      "include/efi/efi_cpu_io2.h",
      "include/efi/efi_device_path.h",
      "include/efi/efi_file.h",
      "include/efi/efi_graphics.h",
      "include/efi/efi_loaded_image.h",
      "include/efi/efi_mp.h",
      "include/efi/efi_rng.h",
      "include/efi/efi_serial.h",
      "include/efi/efi_status.h",
      "include/efi/efi_tables.h",
      "include/efi/efi_types.h",
      "kernel/attention_output.h",
      "kernel/forward_parts.h",
      "kernel/gated_product.h",
      "kernel/halves.h",
      "kernel/halves_layout.h",
      "kernel/head_attention.h",
      "kernel/memory_parts.h",
      "kernel/quantized.h",
      "kernel/side_by_side.h",
      "uefi/uefi.h"
    })
public interface KernelOptions {
  /**
   * Whether there is someone to answer. If not, no prompt is given and no key is waited for: after
   * its work, or an error, the kernel leaves.
   */
  @Option("true")
  boolean interactive();

  /** How the machine is left when the kernel's work is done. */
  @Option("power-off")
  WhenDone whenDone();

  /**
   * Tokens of a prompt that are computed together: more read the weights less often, and take more
   * memory.
   */
  @Option(value = "64", min = "1", max = "512", unit = "tokens")
  int promptBatch();

  /**
   * Positions of the context at most: its keys and values are the memory that a conversation takes.
   * 0: as many as the model was made for.
   */
  @Option(value = "8192", min = "0", max = "1048576", unit = "tokens")
  int context();

  /** Type of the keys and values of the cache. */
  @Option("f32")
  KvCache kvCache();

  /** Types of the cache's elements. */
  enum KvCache {
    /** Four bytes: as exact as the computation. */
    F32,
    /** Two bytes: half the memory, and faster in long contexts. */
    F16
  }

  /** Ways to leave the machine. */
  enum WhenDone {
    /** Switches the machine off. */
    POWER_OFF,
    /** Starts the machine anew. */
    REBOOT,
    /** Goes back to the firmware, which tries the next boot entry. */
    RETURN
  }
}
