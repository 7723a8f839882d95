// SPDX-License-Identifier: Apache-2.0
/** Tells people what a model's file is, whatever its format. */
package dev.baobab.generators.models.inspect;
