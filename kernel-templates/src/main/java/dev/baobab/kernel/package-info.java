// SPDX-License-Identifier: Apache-2.0

/** The kernel's own module: what the shared C contributes to each extension point. */
package dev.baobab.kernel;
