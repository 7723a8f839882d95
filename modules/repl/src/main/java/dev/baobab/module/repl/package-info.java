// SPDX-License-Identifier: Apache-2.0

/** The prompt: line editing, history, commands. */
package dev.baobab.module.repl;
