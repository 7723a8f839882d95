// SPDX-License-Identifier: Apache-2.0
/**
 * Bootable disk images, and the flasher that puts them on a stick.
 *
 * <p>{@link dev.baobab.generators.image.DiskImage} lays out a GPT disk with a FAT32 EFI system
 * partition; {@link dev.baobab.generators.image.Flasher} writes such an image to a device and reads
 * it back. Only the JDK is needed. The layout is described in {@code docs/image-format.md}.
 */
package dev.baobab.generators.image;
