// SPDX-License-Identifier: Apache-2.0
/** Text and tokens: byte-level BPE vocabularies. */
package dev.baobab.module.tokenizerbpe;
