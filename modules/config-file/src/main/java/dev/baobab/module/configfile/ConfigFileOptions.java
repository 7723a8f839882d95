// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.configfile;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Sets options that can change while the kernel runs, from a file on the stick: without a build,
 * with any text editor. A kernel without the file keeps the options that it was built with; a file
 * with errors stops the boot, with all of them listed by line.
 */
@KernelModule(
    id = "config-file",
    builder = "ConfigFile.options",
    summary = "Options from a file on the stick",
    composer = ConfigFileModule.class,
    sources = {"config_file.c", "config_parser.c"},
    headers = {"config_file.h", "config_parser.h"})
public interface ConfigFileOptions {
  /** The file on the boot volume, with backslashes from its root. */
  @Option("\\baobab.cfg")
  String path();
}
