// SPDX-License-Identifier: Apache-2.0
/** A kernel with a module of its own. */
package dev.example.lipogram;
