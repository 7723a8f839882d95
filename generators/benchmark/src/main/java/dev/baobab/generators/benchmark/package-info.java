// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmark behind {@code ./bench}: random models of known shapes in each engine's format,
 * hosted kernels and other engines measured in turn, and the figures as a table, JSON and a plot.
 */
package dev.baobab.generators.benchmark;
