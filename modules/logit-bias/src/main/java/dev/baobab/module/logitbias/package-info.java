// SPDX-License-Identifier: Apache-2.0
/** Sampling: single tokens are made more or less likely. */
package dev.baobab.module.logitbias;
