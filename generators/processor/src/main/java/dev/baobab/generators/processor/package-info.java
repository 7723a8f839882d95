// SPDX-License-Identifier: Apache-2.0
/**
 * The annotation processor. Readers check a module's declaration and turn it into a {@link
 * dev.baobab.generators.processor.ModuleModel}; source classes turn models into Java with JavaPoet.
 */
package dev.baobab.generators.processor;
