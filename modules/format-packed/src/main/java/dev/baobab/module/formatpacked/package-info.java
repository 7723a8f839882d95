// SPDX-License-Identifier: Apache-2.0
/** Models: packed, as the image writer lays them out. */
package dev.baobab.module.formatpacked;
