// SPDX-License-Identifier: Apache-2.0
/** Tests of module model-menu. */
package dev.baobab.module.modelmenu;
