// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.TensorEncoder;
import dev.baobab.generators.models.codec.RowCodec;
import java.io.IOException;

/**
 * A tensor's values as a type can hold them, as float32: with them an engine that computes in
 * float32 gives what a model of that type would give without any further rounding.
 */
record RoundedTensor(Tensor tensor, DataType rounding) implements TensorData {
  static Tensor of(Tensor tensor, DataType wanted) {
    TensorData data = new RoundedTensor(tensor, tensor.typeFor(wanted));
    return new Tensor(tensor.kind(), tensor.layer(), tensor.rows(), tensor.columns(), data);
  }

  @Override
  public String origin() {
    return tensor.data().origin();
  }

  @Override
  public DataType type() {
    return DataType.F32;
  }

  @Override
  public void floats(int row, int rows, float[] values) throws IOException {
    byte[] bytes = new TensorEncoder(tensor, rounding).rows(row, rows);
    RowCodec.of(rounding).decode(bytes, 0, rows * tensor.columns(), values, 0);
  }

  @Override
  public void bytes(int row, int rows, byte[] bytes) throws IOException {
    float[] values = new float[rows * tensor.columns()];
    floats(row, rows, values);
    RowCodec.of(DataType.F32).encode(values, 0, values.length, bytes, 0);
  }
}
