// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a kernel wrote, in one order, the generated text in brackets. */
final class Collected implements KernelOutput {
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private boolean inText;

  @Override
  public void text(byte[] bytes, int length) {
    mark(true);
    all.write(bytes, 0, length);
  }

  @Override
  public void line(byte[] bytes, int length) {
    mark(false);
    all.write(bytes, 0, length);
  }

  private void mark(boolean text) {
    if (text != inText) {
      all.write(text ? '[' : ']');
      inText = text;
    }
  }

  @Override
  public String toString() {
    return all.toString(StandardCharsets.UTF_8);
  }
}
