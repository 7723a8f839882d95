// SPDX-License-Identifier: Apache-2.0
/** Tests of module arch-qwen3. */
package dev.baobab.module.archqwen3;
