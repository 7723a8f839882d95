// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatpacked;

import dev.baobab.dsl.module.KernelModule;

/**
 * Reads packed models: weights in the order in which the matrix kernels read them, so that they go
 * from the device to their place in memory in one piece, with a checksum of every chunk that is
 * verified meanwhile.
 */
@KernelModule(
    id = "format-packed",
    builder = "Format.packed",
    summary = "Reads packed models, whose weights lie as the matrix kernels read them",
    composer = FormatPackedModule.class,
    sources = {"load.c", "packed_header.c", "packed_place.c", "packed_table.c"},
    headers = {"format_packed.h", "packed_header.h", "packed_place.h", "packed_table.h"})
public interface FormatPackedOptions {}
