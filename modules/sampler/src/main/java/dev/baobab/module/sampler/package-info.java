// SPDX-License-Identifier: Apache-2.0
/** Sampling: greedy, by temperature, by nucleus. */
package dev.baobab.module.sampler;
