// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.module.KernelModule;

/** Is either there or not. */
@KernelModule(
    id = "plain",
    builder = "Plainly.on",
    summary = "A module without options",
    composer = PlainModule.class)
interface Plain {}
