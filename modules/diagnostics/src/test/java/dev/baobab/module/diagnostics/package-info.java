// SPDX-License-Identifier: Apache-2.0
/** Tests of module diagnostics. */
package dev.baobab.module.diagnostics;
