// SPDX-License-Identifier: Apache-2.0
/** Tests of module source-partition. */
package dev.baobab.module.sourcepartition;
