// SPDX-License-Identifier: Apache-2.0
/** Tests of module console-screen. */
package dev.baobab.module.consolescreen;
