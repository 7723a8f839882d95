// SPDX-License-Identifier: Apache-2.0
/** Several models: a menu at boot, and another model without a restart. */
package dev.baobab.module.modelmenu;
