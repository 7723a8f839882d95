// SPDX-License-Identifier: Apache-2.0
/** The layers of Gemma 3 models. */
package dev.baobab.module.archgemma3;
