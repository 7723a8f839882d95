// SPDX-License-Identifier: Apache-2.0

/** An exit code for QEMU. */
package dev.baobab.module.qemuexit;
