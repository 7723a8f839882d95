// SPDX-License-Identifier: Apache-2.0
/** Checkpoints of the conversation, and the way back to them. */
package dev.baobab.module.memorytimetravel;
