// SPDX-License-Identifier: Apache-2.0
/** Answers that end behind a given text. */
package dev.baobab.module.stoptext;
