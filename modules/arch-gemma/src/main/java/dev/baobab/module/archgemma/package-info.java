// SPDX-License-Identifier: Apache-2.0
/** The layers of Gemma 2 and Gemma 3 models. */
package dev.baobab.module.archgemma;
