// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * Hears of changes of the KV cache: {@code void f(bb_kernel *kernel, const bb_kv_event *event)}.
 *
 * @param name the name, for reports
 * @param observe the function
 */
public record KvCacheObserver(String name, CFunction observe) implements ExtensionPoint {}
