// SPDX-License-Identifier: Apache-2.0
/** Tests of module config-file. */
package dev.baobab.module.configfile;
