// SPDX-License-Identifier: Apache-2.0

/** Several processors. */
package dev.baobab.module.smp;
