// SPDX-License-Identifier: Apache-2.0
/** Steps of the layers of Gemma 2 and Gemma 3 models. */
package dev.baobab.module.gemmasteps;
