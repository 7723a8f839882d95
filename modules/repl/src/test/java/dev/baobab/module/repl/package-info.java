// SPDX-License-Identifier: Apache-2.0
/** Tests of module repl. */
package dev.baobab.module.repl;
