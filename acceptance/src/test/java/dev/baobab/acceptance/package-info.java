// SPDX-License-Identifier: Apache-2.0
/** What a person does with Baobab, done for real: Maven in projects outside the checkout. */
package dev.baobab.acceptance;
