// SPDX-License-Identifier: Apache-2.0
/**
 * Turns a declaration into the set of modules, in order, or into all of its errors at once. Pure:
 * facts about files come through {@link dev.baobab.generators.resolver.FileFacts}.
 */
package dev.baobab.generators.resolver;
