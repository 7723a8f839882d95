// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.codec.RowCodec;
import dev.baobab.generators.models.codec.RowDecoder;
import java.io.IOException;

/**
 * The elements of a tensor of a type that can be read but is not computed with: given as float32.
 *
 * @param file the file, which holds all of them
 * @param offset where they start
 * @param columns columns of the tensor
 * @param stored the type in the file
 * @param decoder its decoder
 */
record DecodedRows(ModelFile file, long offset, int columns, GgmlType stored, RowDecoder decoder)
    implements TensorData {
  @Override
  public String origin() {
    return file.name();
  }

  @Override
  public DataType type() {
    return DataType.F32;
  }

  @Override
  public void floats(int row, int rows, float[] values) throws IOException {
    long rowBytes = stored.rowBytes(columns);
    byte[] bytes = file.read(offset + row * rowBytes, Math.toIntExact(rows * rowBytes));
    decoder.decode(bytes, 0, Math.multiplyExact(rows, columns), values, 0);
  }

  @Override
  public void bytes(int row, int rows, byte[] bytes) throws IOException {
    float[] values = new float[Math.multiplyExact(rows, columns)];
    floats(row, rows, values);
    RowCodec.of(DataType.F32).encode(values, 0, values.length, bytes, 0);
  }
}
