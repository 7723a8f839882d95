// SPDX-License-Identifier: Apache-2.0
/**
 * What a user writes against: {@link dev.baobab.dsl.KernelDefinition}, {@link dev.baobab.dsl.Model}
 * and {@link dev.baobab.dsl.HardwareProfile}. Values only: nothing here generates code or touches a
 * file.
 */
package dev.baobab.dsl;
