// SPDX-License-Identifier: Apache-2.0
/** Tests of module top-k. */
package dev.baobab.module.topk;
