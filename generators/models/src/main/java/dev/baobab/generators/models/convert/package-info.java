// SPDX-License-Identifier: Apache-2.0
/** Turns models' files into GGUF files. */
package dev.baobab.generators.models.convert;
