// SPDX-License-Identifier: Apache-2.0
/**
 * The Maven plugin: a thin shell over the pipeline and the runners. Each goal is also a phase of a
 * lifecycle of its own, so that {@code mvn image} works as {@code mvn baobab:image} does.
 */
package dev.baobab.generators.maven;
