// SPDX-License-Identifier: Apache-2.0
/**
 * Runs kernels: {@link dev.baobab.generators.runners.QemuRunner} boots a disk image in QEMU, {@link
 * dev.baobab.generators.runners.HostedRunner} runs the same EFI file as a Linux process.
 */
package dev.baobab.generators.runners;
