// SPDX-License-Identifier: Apache-2.0
/** How generated C is spelled. */
package dev.baobab.generators.emitters.text;
