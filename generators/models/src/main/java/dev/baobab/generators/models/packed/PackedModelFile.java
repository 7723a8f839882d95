// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorData;
import dev.baobab.generators.models.TensorRows;
import dev.baobab.generators.models.codec.LittleEndian;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A packed model in a file: the header, its table and checksums are checked when it is opened. */
public final class PackedModelFile implements AutoCloseable {
  private final ModelFile file;
  private final PackedHeader header;
  private final byte[] checksums;

  private PackedModelFile(ModelFile file, PackedHeader header, byte[] checksums) {
    this.file = file;
    this.header = header;
    this.checksums = checksums;
  }

  /**
   * Opens a packed model.
   *
   * @throws ModelException if it is damaged
   */
  public static PackedModelFile open(Path path) throws IOException {
    ModelFile file = ModelFile.open(path);
    try {
      PackedHeader header = header(file);
      checkTable(file, header);
      return new PackedModelFile(file, header, checksums(file, header));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static PackedHeader header(ModelFile file) throws IOException {
    require(file.size() >= PackedHeader.FIXED_BYTES, file, "it is shorter than a header");
    byte[] fixed = file.read(0, PackedHeader.FIXED_BYTES);
    long magic =
        Integer.toUnsignedLong(LittleEndian.getInt(fixed, 0))
            | ((long) LittleEndian.getInt(fixed, Integer.BYTES) << Integer.SIZE);
    require(magic == PackedHeader.MAGIC, file, "it does not begin with BAOBABW1");
    int length = LittleEndian.getInt(fixed, PackedHeader.UNCHECKED_BYTES);
    require(
        length >= PackedHeader.FIXED_BYTES
            && length <= PackedHeader.GREATEST_BYTES
            && length <= file.size(),
        file,
        "its header has an impossible size");
    byte[] bytes = file.read(0, length);
    int unchecked = PackedHeader.UNCHECKED_BYTES;
    require(
        LittleEndian.getInt(bytes, Long.BYTES) == Checksum.of(bytes, unchecked, length - unchecked),
        file,
        "the checksum of its header is wrong");
    PackedHeader header;
    try {
      header = PackedHeader.decode(bytes, file.name());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw damaged(file, e.getMessage());
    }
    require(
        file.size() == header.dataOffset() + header.dataBytes(),
        file,
        "it has another size than its header tells");
    return header;
  }

  /** The tensors are those of the shape, each of its size, one behind the other. */
  private static void checkTable(ModelFile file, PackedHeader header) {
    require(
        header.tensors().size() == LanguageModel.tensorCount(header.shape()),
        file,
        "its table has another number of tensors");
    List<Tensor> expected =
        LanguageModel.tensorsOf(
            header.shape(), (kind, layer) -> new TensorRows(file, 0, 1, DataType.F32));
    long offset = 0;
    long parameters = 0;
    for (int i = 0; i < expected.size(); i++) {
      Tensor tensor = expected.get(i);
      PackedTensor packed = header.tensors().get(i);
      PackedTensor right =
          new PackedTensor(
              tensor.kind(),
              packed.type(),
              tensor.layer(),
              tensor.rows(),
              tensor.columns(),
              offset,
              PackedTensor.bytesOf(tensor.kind(), packed.type(), tensor.rows(), tensor.columns()));
      require(packed.equals(right), file, "its table is wrong for " + tensor.label());
      require(
          tensor.kind().isNorm()
              ? packed.type() == DataType.F32
              : packed.type().fits(packed.columns()),
          file,
          tensor.label() + " cannot have type " + packed.type());
      offset = packed.end();
      parameters += tensor.elements();
    }
    require(offset == header.dataBytes(), file, "its data has another size than its tensors");
    require(parameters == header.parameters(), file, "its number of parameters is wrong");
  }

  private static byte[] checksums(ModelFile file, PackedHeader header) throws IOException {
    int length = Integer.BYTES * header.chunks();
    byte[] bytes = file.read(header.checksumsOffset(), length + Integer.BYTES);
    require(
        LittleEndian.getInt(bytes, length) == Checksum.of(bytes, 0, length),
        file,
        "the checksum of its checksums is wrong");
    requireZeros(file, header.bytes(), header.checksumsOffset());
    requireZeros(file, header.checksumsOffset() + bytes.length, header.dataOffset());
    return Arrays.copyOf(bytes, length);
  }

  private static void requireZeros(ModelFile file, long from, long to) throws IOException {
    for (byte filling : file.read(from, Math.toIntExact(to - from))) {
      require(filling == 0, file, "there is something between its parts");
    }
  }

  /** Its header. */
  public PackedHeader header() {
    return header;
  }

  /** Its size in bytes. */
  public long size() {
    return file.size();
  }

  /**
   * Checks all of the data.
   *
   * @throws ModelException naming the first chunk whose checksum is wrong
   */
  public void verify() throws IOException {
    for (int chunk = 0; chunk < header.chunks(); chunk++) {
      long start = (long) chunk * PackedHeader.CHUNK_BYTES;
      int length = (int) Math.min(PackedHeader.CHUNK_BYTES, header.dataBytes() - start);
      byte[] bytes = file.read(header.dataOffset() + start, length);
      require(
          Checksum.of(bytes, 0, length) == LittleEndian.getInt(checksums, chunk * Integer.BYTES),
          file,
          "the checksum of chunk %d of %d is wrong".formatted(chunk + 1, header.chunks()));
    }
  }

  /** The tensors, in the order of the data; they can be read as long as this is open. */
  public List<Tensor> tensors() {
    return header.tensors().stream()
        .map(
            packed ->
                new Tensor(
                    packed.kind(), packed.layer(), packed.rows(), packed.columns(), data(packed)))
        .toList();
  }

  private TensorData data(PackedTensor tensor) {
    long offset = header.dataOffset() + tensor.offset();
    return tensor.kind().isNorm()
        ? new TensorRows(file, offset, tensor.columns(), DataType.F32)
        : new PanelRows(file, offset, tensor.columns(), tensor.type());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static void require(boolean ok, ModelFile file, String problem) {
    if (!ok) {
      throw damaged(file, problem);
    }
  }

  private static ModelException damaged(ModelFile file, String problem) {
    return new ModelException(
        ModelError.PACKED_MODEL_DAMAGED,
        "delete the file and build again: mvn image packs the model anew",
        "%s is no sound packed model: %s.",
        file.name(),
        problem);
  }
}
