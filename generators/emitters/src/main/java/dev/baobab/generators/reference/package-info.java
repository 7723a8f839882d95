// SPDX-License-Identifier: Apache-2.0

/**
 * References for people, as Markdown: the options of all modules from their descriptors, the error
 * codes of the kernel from its C. Pure functions; a test keeps the committed pages current.
 */
package dev.baobab.generators.reference;
