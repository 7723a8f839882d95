// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * A console of its own on the firmware's graphics output: a readable font at every resolution,
 * words wrapped at the line's end, pages to scroll back to, colours and a status line. Without
 * graphics output the firmware's text screen is used.
 */
@KernelModule(
    id = "console-screen",
    builder = "ConsoleScreen.options",
    summary = "A console with a font of its own on the graphics output",
    composer = ConsoleScreenModule.class,
    sources = {
      "console_screen.c",
      "font.c",
      "painter.c",
      "palette.c",
      "status_line.c",
      "text_grid.c",
      "title.c",
      "utf8_stream.c"
    },
    headers = {
      "cell.h",
      "console_screen.h",
      "font.h",
      "painter.h",
      "palette.h",
      "status_line.h",
      "text_grid.h",
      "title.h",
      "utf8_stream.h"
    })
public interface ConsoleScreenOptions {
  /** Width that is asked for; 0 leaves the resolution as the firmware has set it. */
  @Option(value = "0", min = "0", max = "16384", unit = "pixels")
  int width();

  /** Height that is asked for; 0 leaves the resolution as the firmware has set it. */
  @Option(value = "0", min = "0", max = "16384", unit = "pixels")
  int height();

  /** Lines that are kept above the screen, for Page Up. */
  @Option(value = "2000", min = "0", max = "20000", unit = "lines")
  int scrollback();

  /** Whether the bottom line tells of model, context, speed, processors and memory. */
  @Option("true")
  boolean statusLine();
}
