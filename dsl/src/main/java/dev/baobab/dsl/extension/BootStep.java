// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * Work at boot: {@code bb_status f(bb_kernel *kernel)}. Steps run phase by phase and, in a phase,
 * in the order of the plan; each prints one line with its time.
 *
 * @param phase when
 * @param name what the boot line says
 * @param run the function
 */
public record BootStep(Phase phase, String name, CFunction run) implements ExtensionPoint {}
