// SPDX-License-Identifier: Apache-2.0

/** Source text as values: what a module's generator returns. Nothing here touches a file. */
package dev.baobab.dsl.source;
