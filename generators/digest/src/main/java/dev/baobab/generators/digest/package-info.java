// SPDX-License-Identifier: Apache-2.0
/** SHA-256, for all that compares contents. */
package dev.baobab.generators.digest;
