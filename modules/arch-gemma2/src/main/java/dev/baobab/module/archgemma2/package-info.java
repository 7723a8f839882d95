// SPDX-License-Identifier: Apache-2.0
/** The layers of Gemma 2 models. */
package dev.baobab.module.archgemma2;
