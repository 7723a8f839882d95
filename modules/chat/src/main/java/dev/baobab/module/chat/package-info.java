// SPDX-License-Identifier: Apache-2.0
/** Conversations with a model, and how families of models write them. */
package dev.baobab.module.chat;
