// SPDX-License-Identifier: Apache-2.0
/**
 * The places where modules add to a kernel. An {@link dev.baobab.dsl.extension.ExtensionPoint}
 * takes any number of contributions; a {@link dev.baobab.dsl.extension.Capability} is provided by
 * exactly one module. Each type names the C functions that the generated hooks call.
 */
package dev.baobab.dsl.extension;
