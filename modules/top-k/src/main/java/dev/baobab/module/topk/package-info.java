// SPDX-License-Identifier: Apache-2.0
/** Sampling: only the k most likely tokens. */
package dev.baobab.module.topk;
