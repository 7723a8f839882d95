// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.codec.RowCodec;
import java.io.IOException;

/**
 * A matrix that lies in a file in panels.
 *
 * @param file the file, which holds all of it
 * @param offset where its first panel starts
 * @param columns its columns
 * @param type the type of its elements
 */
record PanelRows(ModelFile file, long offset, int columns, DataType type) implements TensorData {
  @Override
  public String origin() {
    return file.name();
  }

  @Override
  public void floats(int row, int rows, float[] values) throws IOException {
    int rowBytes = (int) type.rowBytes(columns);
    byte[] bytes = new byte[Math.multiplyExact(rows, rowBytes)];
    bytes(row, rows, bytes);
    RowCodec.of(type).decode(bytes, 0, Math.multiplyExact(rows, columns), values, 0);
  }

  @Override
  public void bytes(int row, int rows, byte[] bytes) throws IOException {
    int rowBytes = (int) type.rowBytes(columns);
    int panelBytes = Panels.bytes(type, columns);
    int panel = -1;
    byte[] content = {};
    for (int i = 0; i < rows; i++) {
      int wanted = (row + i) / Panels.ROWS;
      if (wanted != panel) {
        panel = wanted;
        content = file.read(offset + (long) panel * panelBytes, panelBytes);
      }
      Panels.unpackRow(type, content, (row + i) % Panels.ROWS, columns, bytes, i * rowBytes);
    }
  }
}
