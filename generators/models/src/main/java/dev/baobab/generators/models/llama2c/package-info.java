// SPDX-License-Identifier: Apache-2.0
/** Reads the files of llama2.c: models as its {@code export.py} writes them, and tokenizers. */
package dev.baobab.generators.models.llama2c;
