// SPDX-License-Identifier: Apache-2.0
/** Sampling: only tokens that are not too unlikely. */
package dev.baobab.module.minp;
