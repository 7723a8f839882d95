// SPDX-License-Identifier: Apache-2.0
/** Tests of module memory-time-travel. */
package dev.baobab.module.memorytimetravel;
