// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Where the bytes go that a kernel sends over its serial port. Text that the model generated is
 * told from the kernel's own lines. Called from one thread.
 */
public interface KernelOutput {
  /** Bytes of generated text. */
  void text(byte[] bytes, int length);

  /** Bytes of the kernel's own lines, and of the firmware before it. */
  void line(byte[] bytes, int length);

  /** All bytes to one stream, as a terminal would show them. */
  static KernelOutput to(OutputStream stream) {
    return split(stream, stream);
  }

  /** Generated text to one stream, the kernel's own lines to another. */
  static KernelOutput split(OutputStream text, OutputStream lines) {
    return new KernelOutput() {
      @Override
      public void text(byte[] bytes, int length) {
        write(text, bytes, length);
      }

      @Override
      public void line(byte[] bytes, int length) {
        write(lines, bytes, length);
      }
    };
  }

  private static void write(OutputStream stream, byte[] bytes, int length) {
    try {
      stream.write(bytes, 0, length);
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
