// SPDX-License-Identifier: Apache-2.0
/** The layers of Qwen 3 models. */
package dev.baobab.module.archqwen3;
