// SPDX-License-Identifier: Apache-2.0
/** Tests of module heap-bump. */
package dev.baobab.module.heapbump;
