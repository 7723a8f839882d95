// SPDX-License-Identifier: Apache-2.0
/** Texts that tests compare with files. */
package dev.baobab.generators.goldens;
