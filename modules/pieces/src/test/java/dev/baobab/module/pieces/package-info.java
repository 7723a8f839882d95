// SPDX-License-Identifier: Apache-2.0
/** Tests of module pieces. */
package dev.baobab.module.pieces;
