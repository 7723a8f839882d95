// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.TensorRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A GGUF file that is open: its metadata, and its tensors, which are read when asked for. */
public final class GgufFile implements AutoCloseable {
  private final ModelFile file;
  private final Map<String, GgufValue> metadata;
  private final Map<String, GgufTensor> tensors;
  private final long dataOffset;

  private GgufFile(
      ModelFile file,
      Map<String, GgufValue> metadata,
      Map<String, GgufTensor> tensors,
      long dataOffset) {
    this.file = file;
    this.metadata = Collections.unmodifiableMap(metadata);
    this.tensors = Collections.unmodifiableMap(tensors);
    this.dataOffset = dataOffset;
  }

  /**
   * Opens a file and reads all but the tensors' elements.
   *
   * @throws ModelException if it is damaged, or of a version or with types that are not known
   */
  public static GgufFile open(Path path) throws IOException {
    ModelFile file = ModelFile.open(path);
    try {
      return read(file, new GgufReader(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static GgufFile read(ModelFile file, GgufReader in) throws IOException {
    if (in.int32() != GgufHead.MAGIC) {
      throw invalid(file, "it does not begin with GGUF");
    }
    int version = in.int32();
    if (version != GgufHead.VERSION) {
      throw invalid(file, "it has version %d; 3 is known".formatted(version));
    }
    long tensorCount = in.count(GgufReader.LEAST_TENSOR_BYTES, "tensors");
    long valueCount = in.count(GgufReader.LEAST_VALUE_BYTES, "values");
    Map<String, GgufValue> metadata = new LinkedHashMap<>();
    for (long i = 0; i < valueCount; i++) {
      String key = in.string();
      if (metadata.put(key, in.value()) != null) {
        throw invalid(file, "it has two values " + key);
      }
    }
    Map<String, GgufTensor> tensors = new LinkedHashMap<>();
    for (long i = 0; i < tensorCount; i++) {
      GgufTensor tensor = in.tensor();
      if (tensors.put(tensor.name(), tensor) != null) {
        throw invalid(file, "it has two tensors " + tensor.name());
      }
    }
    int alignment = alignment(file, metadata);
    long dataOffset = GgufTensor.align(in.position(), alignment);
    for (GgufTensor tensor : tensors.values()) {
      if (tensor.offset() < 0
          || tensor.offset() % alignment != 0
          || tensor.offset() > file.size() - dataOffset
          || tensor.bytes() > file.size() - dataOffset - tensor.offset()) {
        throw invalid(file, "tensor %s is not within the file".formatted(tensor.name()));
      }
    }
    return new GgufFile(file, metadata, tensors, dataOffset);
  }

  private static int alignment(ModelFile file, Map<String, GgufValue> metadata) {
    GgufValue value = metadata.get("general.alignment");
    if (value == null) {
      return GgufTensor.ALIGNMENT;
    }
    if (value.value() instanceof Integer alignment
        && alignment >= 8
        && alignment <= 1 << 20
        && alignment % 8 == 0) {
      return alignment;
    }
    throw invalid(file, "general.alignment is " + value.value());
  }

  /** Its name, without folders. */
  public String name() {
    return file.name();
  }

  /** The metadata, in the file's order. */
  public Map<String, GgufValue> metadata() {
    return metadata;
  }

  /** The tensors by name, in the file's order. */
  public Map<String, GgufTensor> tensors() {
    return tensors;
  }

  /** The elements of a tensor; empty if there is none of the name. */
  public Optional<TensorData> data(String tensor) {
    return Optional.ofNullable(tensors.get(tensor))
        .map(t -> new TensorRows(file, dataOffset + t.offset(), t.columns(), t.type()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  static ModelException invalid(ModelFile file, String problem) {
    return new ModelException(
        ModelError.GGUF_INVALID,
        "copy the file again, or convert the model anew",
        "%s cannot be read as GGUF: %s.",
        file.name(),
        problem);
  }
}
