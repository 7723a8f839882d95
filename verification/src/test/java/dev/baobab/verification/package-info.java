// SPDX-License-Identifier: Apache-2.0
/** Tests of whole kernels, and of what is written about them. */
package dev.baobab.verification;
