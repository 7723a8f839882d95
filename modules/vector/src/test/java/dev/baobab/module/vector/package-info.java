// SPDX-License-Identifier: Apache-2.0
/** Tests of module vector. */
package dev.baobab.module.vector;
