// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

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
  static KernelOutput to(java.io.OutputStream stream) {
    return split(stream, stream);
  }

  /** Generated text to one stream, the kernel's own lines to another. */
  static KernelOutput split(java.io.OutputStream text, java.io.OutputStream lines) {
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

  private static void write(java.io.OutputStream stream, byte[] bytes, int length) {
    try {
      stream.write(bytes, 0, length);
      stream.flush();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
