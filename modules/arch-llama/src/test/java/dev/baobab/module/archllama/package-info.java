// SPDX-License-Identifier: Apache-2.0
/** Tests of module arch-llama. */
package dev.baobab.module.archllama;
