// SPDX-License-Identifier: Apache-2.0
/** A plan as text for people: what {@code mvn baobab:describe} prints. */
package dev.baobab.generators.describe;
