// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.codec.RowCodec;
import java.io.IOException;

/**
 * The elements of a tensor that lie in a file in GGUF's order of a type, row behind row.
 *
 * @param file the file, which holds all of them
 * @param offset where they start
 * @param columns columns of the tensor
 * @param type their type
 */
public record TensorRows(ModelFile file, long offset, int columns, DataType type)
    implements TensorData {
  @Override
  public String origin() {
    return file.name();
  }

  @Override
  public void floats(int row, int rows, float[] values) throws IOException {
    RowCodec.of(type).decode(read(row, rows), 0, Math.multiplyExact(rows, columns), values, 0);
  }

  @Override
  public void bytes(int row, int rows, byte[] bytes) throws IOException {
    byte[] read = read(row, rows);
    System.arraycopy(read, 0, bytes, 0, read.length);
  }

  private byte[] read(int row, int rows) throws IOException {
    long rowBytes = type.rowBytes(columns);
    return file.read(offset + row * rowBytes, Math.toIntExact(rows * rowBytes));
  }
}
