// SPDX-License-Identifier: Apache-2.0
/** Support for any model. */
package dev.baobab.module.anymodel;
