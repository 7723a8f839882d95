// SPDX-License-Identifier: Apache-2.0
/** Tests of module drc-confidence. */
package dev.baobab.module.drcconfidence;
