// SPDX-License-Identifier: Apache-2.0
/** Module console-screen: a console of glyphs on the firmware's graphics output. */
package dev.baobab.module.consolescreen;
