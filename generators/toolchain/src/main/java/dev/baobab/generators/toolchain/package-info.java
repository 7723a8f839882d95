// SPDX-License-Identifier: Apache-2.0
/**
 * Drives clang, nasm and lld-link: {@link dev.baobab.generators.toolchain.KernelBuild} makes an EFI
 * file of a source tree, {@link dev.baobab.generators.toolchain.NativeBuild} the hosted runner.
 * Only what changed is done again.
 */
package dev.baobab.generators.toolchain;
