// SPDX-License-Identifier: Apache-2.0
/** Tests of module bench. */
package dev.baobab.module.bench;
