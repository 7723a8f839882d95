// SPDX-License-Identifier: Apache-2.0

/** Options from a file on the boot volume. */
package dev.baobab.module.configfile;
