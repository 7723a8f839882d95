// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.codec.Half;
import dev.baobab.generators.models.codec.LittleEndian;
import dev.baobab.generators.models.codec.RowCodec;
import java.io.IOException;

/**
 * A matrix of version 2: all of its quants, then all scales. Groups run over the ends of rows.
 * Where rows and groups are whole blocks it is Q8_0 as it stands, but for the scales, which get
 * half precision; else it is its values.
 *
 * @param file the file, which holds all of it
 * @param quants where the int8 quants start
 * @param scales where the float32 scales start
 * @param columns columns of the matrix
 * @param group elements that share a scale; divides the number of elements
 */
record GroupedRows(ModelFile file, long quants, long scales, int columns, int group)
    implements TensorData {
  @Override
  public String origin() {
    return file.name();
  }

  @Override
  public DataType type() {
    return DataType.Q8_0.fits(columns) && group % DataType.BLOCK == 0
        ? DataType.Q8_0
        : DataType.F32;
  }

  @Override
  public void floats(int row, int rows, float[] values) throws IOException {
    Window window = window(row, rows);
    for (int i = 0; i < window.quants().length; i++) {
      values[i] = window.quants()[i] * window.scaleOf(i);
    }
  }

  @Override
  public void bytes(int row, int rows, byte[] bytes) throws IOException {
    if (type() == DataType.F32) {
      int count = Math.multiplyExact(rows, columns);
      float[] values = new float[count];
      floats(row, rows, values);
      RowCodec.of(DataType.F32).encode(values, 0, count, bytes, 0);
      return;
    }
    Window window = window(row, rows);
    int at = 0;
    for (int i = 0; i < window.quants().length; i += DataType.BLOCK) {
      LittleEndian.putShort(bytes, at, Half.fromFloat(window.scaleOf(i)));
      System.arraycopy(window.quants(), i, bytes, at + DataType.SCALE_BYTES, DataType.BLOCK);
      at += DataType.SCALE_BYTES + DataType.BLOCK;
    }
  }

  private Window window(int row, int rows) throws IOException {
    long first = (long) row * columns;
    int count = Math.multiplyExact(rows, columns);
    long firstGroup = first / group;
    int groups = Math.toIntExact((first + count - 1) / group - firstGroup + 1);
    return new Window(
        file.read(quants + first, count),
        file.read(scales + firstGroup * Float.BYTES, Math.multiplyExact(groups, Float.BYTES)),
        (int) (first % group),
        group);
  }

  /** Some rows: their quants, and the scales of the groups that they lie in. */
  private record Window(byte[] quants, byte[] scales, int offsetInGroup, int group) {
    float scaleOf(int index) {
      return LittleEndian.getFloat(scales, (offsetInGroup + index) / group * Float.BYTES);
    }
  }
}
