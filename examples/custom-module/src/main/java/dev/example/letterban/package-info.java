// SPDX-License-Identifier: Apache-2.0
/** The module letter-ban. */
package dev.example.letterban;
