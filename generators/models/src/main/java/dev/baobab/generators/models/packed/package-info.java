// SPDX-License-Identifier: Apache-2.0
/** Writes and reads packed models: what a kernel loads, see {@code docs/packed-model.md}. */
package dev.baobab.generators.models.packed;
