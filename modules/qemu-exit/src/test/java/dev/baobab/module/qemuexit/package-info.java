// SPDX-License-Identifier: Apache-2.0
/** Tests of module qemu-exit. */
package dev.baobab.module.qemuexit;
