// SPDX-License-Identifier: Apache-2.0
/** The layers of Llama models. */
package dev.baobab.module.archllama;
