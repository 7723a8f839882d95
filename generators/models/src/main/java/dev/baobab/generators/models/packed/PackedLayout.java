// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What packing a model will give: each tensor's type and place. Norms stay float32. Matrices that
 * the wanted type cannot hold, since their columns are no whole blocks, become F16.
 *
 * @param header the packed model's header
 */
public record PackedLayout(PackedHeader header) {
  /**
   * Lays out a model.
   *
   * @param quantization the type of its matrices; empty: the one that they have in its file
   * @throws ModelException if it has more tensors than a packed model can hold
   */
  public static PackedLayout of(LanguageModel model, Optional<DataType> quantization) {
    DataType wanted = quantization.orElse(model.type());
    List<PackedTensor> tensors = new ArrayList<>();
    long offset = 0;
    for (Tensor tensor : model.tensors()) {
      DataType type = tensor.typeFor(wanted);
      PackedTensor packed =
          new PackedTensor(
              tensor.kind(),
              type,
              tensor.layer(),
              tensor.rows(),
              tensor.columns(),
              offset,
              PackedTensor.bytesOf(tensor.kind(), type, tensor.rows(), tensor.columns()));
      tensors.add(packed);
      offset = packed.end();
    }
    PackedHeader header =
        new PackedHeader(
            PackedName.of(model.name(), wanted),
            model.shape(),
            model.beginToken(),
            model.endToken(),
            model.parameters(),
            tensors,
            offset);
    if (header.bytes() > PackedHeader.GREATEST_BYTES) {
      throw new ModelException(
          ModelError.MODEL_SHAPE_INVALID,
          "copy the model's file again",
          "%s has %,d tensors, more than a packed model can hold.",
          model.file().name(),
          tensors.size());
    }
    return new PackedLayout(header);
  }

  /** The types of the matrices: what a kernel must be able to multiply. */
  public Set<DataType> types() {
    Set<DataType> types = EnumSet.noneOf(DataType.class);
    for (PackedTensor tensor : header.tensors()) {
      if (!tensor.kind().isNorm()) {
        types.add(tensor.type());
      }
    }
    return Collections.unmodifiableSet(types);
  }

  /** The size of the packed model in bytes. */
  public long fileBytes() {
    return header.dataOffset() + header.dataBytes();
  }
}
