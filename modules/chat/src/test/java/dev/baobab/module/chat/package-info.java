// SPDX-License-Identifier: Apache-2.0
/** Tests of module chat. */
package dev.baobab.module.chat;
