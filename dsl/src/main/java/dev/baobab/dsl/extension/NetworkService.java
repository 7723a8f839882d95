// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A service on the network, started after the model is loaded and polled while the kernel is idle.
 *
 * @param name the name, for reports
 * @param start {@code bb_status f(bb_kernel *kernel)}
 * @param poll {@code void f(bb_kernel *kernel)}
 * @param stop {@code void f(bb_kernel *kernel)}
 */
public record NetworkService(String name, CFunction start, CFunction poll, CFunction stop)
    implements ExtensionPoint {}
