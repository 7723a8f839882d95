// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.nio.file.Path;

/**
 * A target that passed all checks.
 *
 * @param path where it is
 * @param device whether it is a block device, not a plain file
 * @param bytes how large it is, or for a file, is going to be
 * @param description in words, for the person who confirms
 */
record FlashTarget(Path path, boolean device, long bytes, String description) {}
