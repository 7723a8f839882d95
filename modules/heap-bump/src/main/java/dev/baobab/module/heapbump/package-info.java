// SPDX-License-Identifier: Apache-2.0
/** Memory: one bump allocator for each arena. */
package dev.baobab.module.heapbump;
