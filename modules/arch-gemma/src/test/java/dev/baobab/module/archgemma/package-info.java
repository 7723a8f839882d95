// SPDX-License-Identifier: Apache-2.0
/** Tests of modules arch-gemma2 and arch-gemma3. */
package dev.baobab.module.archgemma;
