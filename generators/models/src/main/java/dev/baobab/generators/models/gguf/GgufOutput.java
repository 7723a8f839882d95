// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;

/** Writes a GGUF file from front to back, a few megabytes at a time. */
final class GgufOutput {
  /** Elements that are asked for at a time, 4 MiB as float32; a row at least. */
  private static final int BATCH_ELEMENTS = 1 << 20;

  private final OutputStream out;
  private final int alignment;
  private final WritingListener listener;
  private final long total;
  private long done;

  GgufOutput(
      FileChannel channel, List<GgufTensor> tensors, int alignment, WritingListener listener) {
    this.out = Channels.newOutputStream(channel);
    this.alignment = alignment;
    this.listener = listener;
    this.total = tensors.stream().mapToLong(GgufTensor::bytes).sum();
  }

  /** Gives rows of a tensor in the type that they are written as. */
  @FunctionalInterface
  interface Rows {
    byte[] rows(int row, int rows) throws IOException;
  }

  /** Writes what stands in front of the tensors. */
  void write(byte[] head) throws IOException {
    out.write(head);
  }

  /** Writes a tensor, and what fills up to the next. */
  void tensor(GgufTensor tensor, Rows source) throws IOException {
    int most = Math.max(1, BATCH_ELEMENTS / tensor.columns());
    for (int row = 0; row < tensor.rows(); row += most) {
      byte[] bytes = source.rows(row, Math.min(most, tensor.rows() - row));
      out.write(bytes);
      done += bytes.length;
      listener.written(done, total);
    }
    long padding = GgufTensor.align(tensor.bytes(), alignment) - tensor.bytes();
    out.write(new byte[(int) padding]);
  }
}
