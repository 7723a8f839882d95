// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of modules and of whole kernels use: kernels declared by module ids, built and run in
 * one call; C unit tests under sanitizers; golden files.
 */
package dev.baobab.generators.testkit;
