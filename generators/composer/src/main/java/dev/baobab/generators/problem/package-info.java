// SPDX-License-Identifier: Apache-2.0
/**
 * Errors of the build as values: one format, a stable id, a page in {@code docs/errors} for each.
 */
package dev.baobab.generators.problem;
