// SPDX-License-Identifier: Apache-2.0

/**
 * From a plan to text: the kernel's source tree ({@link
 * dev.baobab.generators.emitters.KernelSources}) and its report ({@link
 * dev.baobab.generators.emitters.ReportEmitter}). Emitters are pure; one class, {@link
 * dev.baobab.generators.emitters.SourceTreeWriter}, touches the disk.
 */
package dev.baobab.generators.emitters;
