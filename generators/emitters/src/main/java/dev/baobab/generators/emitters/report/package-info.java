// SPDX-License-Identifier: Apache-2.0

/** The report of a kernel: one HTML page that needs nothing but itself. */
package dev.baobab.generators.emitters.report;
