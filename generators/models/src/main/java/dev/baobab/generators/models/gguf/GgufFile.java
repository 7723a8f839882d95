// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.TensorRows;
import dev.baobab.generators.models.codec.RowDecoder;
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
  private final Map<String, Span> spans;
  private final Map<String, GgufTensor> tensors;
  private final int version;
  private final int alignment;
  private final long dataOffset;

  /** Where an entry of the metadata is, key and value. */
  private record Span(long start, long end) {}

  private GgufFile(ModelFile file, GgufReader in) throws IOException {
    this.file = file;
    if (in.int32() != GgufHead.MAGIC) {
      throw invalid(file, "it does not begin with GGUF");
    }
    version = in.int32();
    if (version < GgufHead.OLDEST_VERSION || version > GgufHead.VERSION) {
      throw invalid(file, "it has version %d; 2 and 3 are known".formatted(version));
    }
    long tensorCount = in.count(GgufReader.LEAST_TENSOR_BYTES, "tensors");
    long valueCount = in.count(GgufReader.LEAST_VALUE_BYTES, "values");
    Map<String, Span> spans = new LinkedHashMap<>();
    metadata = Collections.unmodifiableMap(metadata(file, in, valueCount, spans));
    this.spans = spans;
    tensors = Collections.unmodifiableMap(tensors(file, in, tensorCount));
    alignment = alignment(file, metadata);
    dataOffset = GgufTensor.align(in.position(), alignment);
    for (GgufTensor tensor : tensors.values()) {
      if (tensor.offset() < 0
          || tensor.offset() % alignment != 0
          || tensor.offset() > file.size() - dataOffset
          || tensor.bytes() > file.size() - dataOffset - tensor.offset()) {
        throw invalid(file, "tensor %s is not within the file".formatted(tensor.name()));
      }
    }
  }

  /**
   * Opens a file and reads all but the tensors' elements.
   *
   * @throws ModelException if it is damaged, or of a version or with types that are not known
   */
  public static GgufFile open(Path path) throws IOException {
    ModelFile file = ModelFile.open(path);
    try {
      return new GgufFile(file, new GgufReader(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Map<String, GgufValue> metadata(
      ModelFile file, GgufReader in, long count, Map<String, Span> spans) throws IOException {
    Map<String, GgufValue> metadata = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      long start = in.position();
      String key = in.string();
      if (metadata.put(key, in.value()) != null) {
        throw invalid(file, "it has two values " + key);
      }
      spans.put(key, new Span(start, in.position()));
    }
    return metadata;
  }

  private static Map<String, GgufTensor> tensors(ModelFile file, GgufReader in, long count)
      throws IOException {
    Map<String, GgufTensor> tensors = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      GgufTensor tensor = in.tensor();
      if (tensors.put(tensor.name(), tensor) != null) {
        throw invalid(file, "it has two tensors " + tensor.name());
      }
    }
    return tensors;
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

  /** The version of the format. */
  public int version() {
    return version;
  }

  /** Its size in bytes. */
  public long size() {
    return file.size();
  }

  /** What tensors start on multiples of. */
  int alignment() {
    return alignment;
  }

  /** An entry of the metadata as it is in the file, key and value. */
  byte[] entry(String key) throws IOException {
    Span span = spans.get(key);
    return file.read(span.start(), Math.toIntExact(span.end() - span.start()));
  }

  /** The bytes of some rows of a tensor, as they are in the file. */
  byte[] bytes(GgufTensor tensor, int row, int rows) throws IOException {
    long rowBytes = tensor.type().rowBytes(tensor.columns());
    long offset = dataOffset + tensor.offset() + row * rowBytes;
    return file.read(offset, Math.toIntExact(rows * rowBytes));
  }

  /**
   * The elements of a tensor; empty if there is none of the name.
   *
   * @throws ModelException if it has a type that cannot be read
   */
  public Optional<TensorData> data(String tensor) {
    return Optional.ofNullable(tensors.get(tensor)).map(this::data);
  }

  private TensorData data(GgufTensor tensor) {
    long offset = dataOffset + tensor.offset();
    if (tensor.type().dataType().isPresent()) {
      return new TensorRows(file, offset, tensor.columns(), tensor.type().dataType().get());
    }
    RowDecoder decoder =
        tensor
            .type()
            .decoder()
            .orElseThrow(
                () ->
                    invalid(
                        file,
                        "tensor %s has type %s, which cannot be read"
                            .formatted(tensor.name(), tensor.type())));
    return new DecodedRows(file, offset, tensor.columns(), tensor.type(), decoder);
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
