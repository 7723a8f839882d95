// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.TensorEncoder;
import dev.baobab.generators.models.WholeFile;
import dev.baobab.generators.models.codec.GgmlType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a GGUF file anew with its matrices in another type, as llama.cpp's {@code llama-quantize
 * --pure} does; all else stays as it is. Only a few megabytes are in memory at a time.
 */
public final class GgufQuantizer {
  private static final String FILE_TYPE = "general.file_type";
  private static final String QUANTIZATION_VERSION = "general.quantization_version";

  /** {@code GGML_QNT_VERSION}: how blocks of the quantized types are laid out. */
  private static final int LAYOUT = 2;

  /** Matrices that decide much with few bytes: their type stays, as in llama.cpp. */
  private static final List<String> KEPT =
      List.of(
          "_norm.weight",
          "ffn_gate_inp.weight",
          "position_embd.weight",
          "token_types.weight",
          "ssm_conv1d.weight");

  private final GgufFile source;
  private final DataType type;

  private GgufQuantizer(GgufFile source, DataType type) {
    this.source = source;
    this.type = type;
  }

  /**
   * Writes a file.
   *
   * @param type the type of the matrices; those whose columns are no whole blocks of it get F16
   * @param file where it goes; only a whole one is ever there
   * @throws ModelException if a tensor cannot be read or stored, or the source is a part of a model
   */
  public static void write(GgufFile source, DataType type, Path file, WritingListener listener)
      throws IOException {
    checkIsWhole(source);
    new GgufQuantizer(source, type).write(file, listener);
  }

  /**
   * What a file would have: its tensors, in their order.
   *
   * @throws ModelException if the source is a part of a model
   */
  public static List<GgufTensor> tensors(GgufFile source, DataType type) {
    checkIsWhole(source);
    return new GgufQuantizer(source, type).tensors();
  }

  private static void checkIsWhole(GgufFile source) {
    GgufValue parts = source.metadata().get("split.count");
    if (parts != null && !parts.value().equals(0) && !parts.value().equals(1)) {
      throw new ModelException(
          ModelError.GGUF_INVALID,
          "merge the parts first, with llama.cpp's llama-gguf-split --merge",
          "%s is one of %s parts of a model.",
          source.name(),
          parts.value());
    }
  }

  private void write(Path file, WritingListener listener) throws IOException {
    List<GgufTensor> tensors = tensors();
    byte[] head = GgufHead.encode(entries(), tensors, source.alignment());
    WholeFile.write(
        file,
        channel -> {
          GgufOutput out = new GgufOutput(channel, tensors, source.alignment(), listener);
          out.write(head);
          for (GgufTensor tensor : tensors) {
            out.tensor(tensor, rows(tensor));
          }
        });
  }

  /** The metadata, byte for byte but for what tells of the type. */
  private List<byte[]> entries() throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (String key : source.metadata().keySet()) {
      if (!Set.of(FILE_TYPE, QUANTIZATION_VERSION).contains(key)) {
        entries.add(source.entry(key));
      }
    }
    Map.of(FILE_TYPE, FileType.number(type), QUANTIZATION_VERSION, LAYOUT).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> entries.add(GgufHead.entry(e.getKey(), GgufValue.uint32(e.getValue()))));
    return entries;
  }

  private List<GgufTensor> tensors() {
    List<GgufTensor> tensors = new ArrayList<>();
    long offset = 0;
    for (GgufTensor tensor : source.tensors().values()) {
      GgufTensor entry = new GgufTensor(tensor.name(), tensor.dimensions(), typeOf(tensor), offset);
      tensors.add(entry);
      offset = GgufTensor.align(offset + entry.bytes(), source.alignment());
    }
    return tensors;
  }

  private GgmlType typeOf(GgufTensor tensor) {
    if (tensor.vector()
        || !tensor.name().endsWith("weight")
        || KEPT.stream().anyMatch(tensor.name()::endsWith)) {
      return tensor.type();
    }
    return GgmlType.of(type.fits(tensor.columns()) ? type : DataType.F16);
  }

  private GgufOutput.Rows rows(GgufTensor tensor) {
    GgufTensor from = source.tensors().get(tensor.name());
    if (from.type() == tensor.type()) {
      return (row, rows) -> source.bytes(from, row, rows);
    }
    TensorData data = source.data(tensor.name()).orElseThrow();
    DataType to = tensor.type().dataType().orElseThrow();
    TensorEncoder encoder = new TensorEncoder(tensor.name(), tensor.columns(), data, to);
    return encoder::rows;
  }
}
