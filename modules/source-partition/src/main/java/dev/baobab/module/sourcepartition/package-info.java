// SPDX-License-Identifier: Apache-2.0
/** Models on a partition of their own. */
package dev.baobab.module.sourcepartition;
