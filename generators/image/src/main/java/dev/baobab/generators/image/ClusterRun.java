// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/**
 * Consecutive clusters of one node.
 *
 * @param first the first cluster's number; 0 if there is none
 * @param count how many
 */
record ClusterRun(long first, long count) {}
