// SPDX-License-Identifier: Apache-2.0
/**
 * Composes the resolved modules, with Guice, into a {@link dev.baobab.generators.composer.Plan}:
 * the only input of the generators. {@link dev.baobab.generators.composer.Composition} is the way
 * in.
 */
package dev.baobab.generators.composer;
