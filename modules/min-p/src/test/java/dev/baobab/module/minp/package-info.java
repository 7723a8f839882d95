// SPDX-License-Identifier: Apache-2.0
/** Tests of module min-p. */
package dev.baobab.module.minp;
