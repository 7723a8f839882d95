// SPDX-License-Identifier: Apache-2.0
/** The layers of Qwen 2 and 2.5 models. */
package dev.baobab.module.archqwen2;
