// SPDX-License-Identifier: Apache-2.0
/** Tests of module arch-gemma3. */
package dev.baobab.module.archgemma3;
