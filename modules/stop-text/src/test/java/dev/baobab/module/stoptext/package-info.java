// SPDX-License-Identifier: Apache-2.0
/** Tests of module stop-text. */
package dev.baobab.module.stoptext;
