// SPDX-License-Identifier: Apache-2.0
/** Tests of module weights-q4-1. */
package dev.baobab.module.weightsq41;
