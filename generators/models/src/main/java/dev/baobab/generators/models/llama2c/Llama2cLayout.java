// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.ModelShape;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.TensorKind;
import dev.baobab.generators.models.TensorRows;
import java.util.EnumMap;
import java.util.Map;

/** Where the tensors of a model file are, as its header tells. */
final class Llama2cLayout {
  private final ModelFile file;
  private final Llama2cHeader header;
  private final Map<TensorKind, Long> offsets = new EnumMap<>(TensorKind.class);
  private final long end;

  Llama2cLayout(ModelFile file, Llama2cHeader header) {
    this.file = file;
    this.header = header;
    try {
      this.end = place();
    } catch (ArithmeticException e) {
      throw new ModelException(
          ModelError.MODEL_SHAPE_INVALID,
          "copy the model's file again",
          "%s: its header tells of more bytes than a file can have.",
          file.name());
    }
  }

  private long place() {
    ModelShape shape = header.shape();
    long offset = header.format().headerBytes();
    for (TensorKind kind : header.format().order()) {
      if (kind == TensorKind.CLASSIFIER) {
        offset = Math.addExact(offset, ropeBytes(shape));
        if (shape.sharedClassifier()) {
          continue;
        }
      }
      offsets.put(kind, offset);
      long count = kind.isOfLayer() ? shape.layers() : 1;
      offset = Math.addExact(offset, Math.multiplyExact(count, bytes(kind)));
    }
    return offset;
  }

  /** Tables of cosines and sines, which nobody needs, in front of a legacy file's classifier. */
  private long ropeBytes(ModelShape shape) {
    return header.format() == Llama2cFormat.LEGACY
        ? (long) shape.context() * (shape.headSize() / 2) * 2 * Float.BYTES
        : 0;
  }

  /** The bytes of one tensor. */
  private long bytes(TensorKind kind) {
    long elements = elements(kind);
    if (!isGrouped(kind)) {
      return elements * Float.BYTES;
    }
    if (elements % header.group() != 0) {
      throw new ModelException(
          ModelError.MODEL_SHAPE_INVALID,
          "export the model again with llama2.c's export.py",
          "%s: tensor %s has %d elements, no multiple of group_size %d.",
          file.name(),
          kind.label(),
          elements,
          header.group());
    }
    return elements + elements / header.group() * Float.BYTES;
  }

  private long elements(TensorKind kind) {
    return (long) kind.rows(header.shape()) * kind.columns(header.shape());
  }

  private boolean isGrouped(TensorKind kind) {
    return header.format() == Llama2cFormat.VERSION_2 && !kind.isNorm();
  }

  /** Where the file ends. */
  long end() {
    return end;
  }

  /** The elements of a tensor. */
  TensorData data(TensorKind kind, int layer) {
    long offset = offsets.get(kind) + layer * bytes(kind);
    int columns = kind.columns(header.shape());
    return isGrouped(kind)
        ? new GroupedRows(file, offset, offset + elements(kind), columns, header.group())
        : new TensorRows(file, offset, columns, DataType.F32);
  }
}
