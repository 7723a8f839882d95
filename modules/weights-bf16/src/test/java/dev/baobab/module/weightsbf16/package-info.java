// SPDX-License-Identifier: Apache-2.0

/** Tests of the type, in C. */
package dev.baobab.module.weightsbf16;
