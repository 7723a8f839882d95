// SPDX-License-Identifier: Apache-2.0
/** Tests of module logit-bias. */
package dev.baobab.module.logitbias;
