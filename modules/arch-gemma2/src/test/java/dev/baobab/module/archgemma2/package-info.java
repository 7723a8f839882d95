// SPDX-License-Identifier: Apache-2.0
/** Tests of module arch-gemma2. */
package dev.baobab.module.archgemma2;
