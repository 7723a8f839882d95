// SPDX-License-Identifier: Apache-2.0
/** Tests of module arch-qwen2. */
package dev.baobab.module.archqwen2;
