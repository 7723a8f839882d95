// SPDX-License-Identifier: Apache-2.0
/**
 * What a module author writes against: {@link dev.baobab.dsl.module.KernelModule} on an options
 * interface, {@link dev.baobab.dsl.module.Option} on its methods, and {@link
 * dev.baobab.dsl.module.FeatureModule} for what the module contributes.
 */
package dev.baobab.dsl.module;
