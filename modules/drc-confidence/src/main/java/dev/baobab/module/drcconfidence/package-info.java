// SPDX-License-Identifier: Apache-2.0
/** How sure the model was of an answer. */
package dev.baobab.module.drcconfidence;
