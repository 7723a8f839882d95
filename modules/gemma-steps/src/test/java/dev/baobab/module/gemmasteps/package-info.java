// SPDX-License-Identifier: Apache-2.0
/** Tests of module gemma-steps. */
package dev.baobab.module.gemmasteps;
