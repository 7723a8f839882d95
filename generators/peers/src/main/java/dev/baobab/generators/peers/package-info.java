// SPDX-License-Identifier: Apache-2.0
/**
 * Other engines, called from Java, for tests that compare with them and for benchmarks. Nothing
 * that a kernel is built with depends on this.
 */
package dev.baobab.generators.peers;
