// SPDX-License-Identifier: Apache-2.0
/** Tests of module format-llama2c. */
package dev.baobab.module.formatllama2c;
