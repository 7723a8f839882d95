// SPDX-License-Identifier: Apache-2.0
/** Tests of module weights-q8-0. */
package dev.baobab.module.weightsq80;
