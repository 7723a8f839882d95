// SPDX-License-Identifier: Apache-2.0
/** Tests of module sampler. */
package dev.baobab.module.sampler;
