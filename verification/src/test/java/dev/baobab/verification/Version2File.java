// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelShape;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorKind;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A model as llama2.c's {@code export.py --version 2} writes it: int8 in groups, float32 scales.
 */
final class Version2File {
  private static final int GROUP = 32;
  private static final int HEADER_BYTES = 256;
  private static final List<TensorKind> ORDER =
      List.of(
          TensorKind.ATTENTION_NORM,
          TensorKind.FEED_FORWARD_NORM,
          TensorKind.FINAL_NORM,
          TensorKind.EMBEDDING,
          TensorKind.QUERY,
          TensorKind.KEY,
          TensorKind.VALUE,
          TensorKind.ATTENTION_OUT,
          TensorKind.GATE,
          TensorKind.DOWN,
          TensorKind.UP);

  private Version2File() {}

  /** Writes a model of float32 with a shared classifier, all of whose tensors are whole groups. */
  static Path write(Path float32, Path file) throws IOException {
    try (LanguageModel model = Llama2cModel.open(float32);
        FileChannel out =
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      write(out, header(model.shape()));
      for (TensorKind kind : ORDER) {
        for (Tensor tensor : model.tensors()) {
          if (tensor.kind() == kind) {
            float[] values = new float[(int) tensor.elements()];
            tensor.data().floats(0, tensor.rows(), values);
            write(out, kind.isNorm() ? floats(values) : groups(values));
          }
        }
      }
    }
    return file;
  }

  private static ByteBuffer header(ModelShape shape) {
    ByteBuffer out = buffer(HEADER_BYTES).putInt(0x616b3432).putInt(2);
    out.putInt(shape.dim()).putInt(shape.hidden()).putInt(shape.layers()).putInt(shape.heads());
    out.putInt(shape.kvHeads()).putInt(shape.vocabulary()).putInt(shape.context());
    return out.put((byte) 1).putInt(GROUP).position(HEADER_BYTES);
  }

  private static ByteBuffer floats(float[] values) {
    ByteBuffer out = buffer(Float.BYTES * values.length);
    for (float value : values) {
      out.putFloat(value);
    }
    return out;
  }

  /** All quants, then all scales. */
  private static ByteBuffer groups(float[] values) {
    float[] scales = new float[values.length / GROUP];
    ByteBuffer out = buffer(values.length);
    for (int group = 0; group < scales.length; group++) {
      float greatest = 0;
      for (int i = 0; i < GROUP; i++) {
        greatest = Math.max(greatest, Math.abs(values[group * GROUP + i]));
      }
      scales[group] = greatest / 127;
      for (int i = 0; i < GROUP; i++) {
        out.put((byte) Math.rint(values[group * GROUP + i] / scales[group]));
      }
    }
    ByteBuffer both = buffer(out.capacity() + Float.BYTES * scales.length);
    return both.put(out.flip()).put(floats(scales).flip());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
