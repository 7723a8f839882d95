// SPDX-License-Identifier: Apache-2.0
/** Tests of module format-packed. */
package dev.baobab.module.formatpacked;
