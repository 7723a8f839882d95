// SPDX-License-Identifier: Apache-2.0
/**
 * The whole way through the house: a definition becomes a plan, the plan an EFI file, and that,
 * with the model, a folder and a disk image that boot.
 */
package dev.baobab.generators.pipeline;
