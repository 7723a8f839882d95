// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.ModelShape;
import dev.baobab.generators.models.TensorKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of a packed model, its table among it.
 *
 * @param name for people, at most 32 bytes of UTF-8
 * @param shape the model's shape
 * @param beginToken the token that begins a text
 * @param endToken the token that ends a text
 * @param parameters elements of all tensors, a shared one counted once
 * @param tensors in the order of the data
 * @param dataBytes the size of the data
 */
public record PackedHeader(
    String name,
    ModelShape shape,
    int beginToken,
    int endToken,
    long parameters,
    List<PackedTensor> tensors,
    long dataBytes) {
  /** Begins every packed model: {@code BAOBABW1}. */
  static final long MAGIC = 0x31574241424f4142L;

  /** What the checksum of the header does not cover: the magic and itself. */
  static final int UNCHECKED_BYTES = 12;

  /** More than any header has. */
  static final int GREATEST_BYTES = 16 << 20;

  /** The data, and so the whole file, starts on a multiple of it. */
  static final int PAGE_BYTES = 4096;

  /** Bytes of data that share a checksum. */
  static final int CHUNK_BYTES = 1 << 20;

  static final int FIXED_BYTES = 128;
  static final int ENTRY_BYTES = 32;
  private static final int SHARED_CLASSIFIER = 1;

  public PackedHeader {
    tensors = List.copyOf(tensors);
  }

  /** Its size with the table, unpadded. */
  long bytes() {
    return FIXED_BYTES + (long) ENTRY_BYTES * tensors.size();
  }

  /** Number of chunks of the data. */
  int chunks() {
    return Math.toIntExact(Alignment.up(dataBytes, CHUNK_BYTES) / CHUNK_BYTES);
  }

  /** Where the checksums of the chunks start. */
  long checksumsOffset() {
    return Alignment.up(bytes(), Panels.ALIGNMENT);
  }

  /** Where the data starts. */
  long dataOffset() {
    return Alignment.up(checksumsOffset() + Integer.BYTES * (chunks() + 1L), PAGE_BYTES);
  }

  /** The header's bytes. */
  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes())).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(MAGIC).putInt(0).putInt((int) bytes());
    out.putLong(dataOffset()).putLong(dataBytes).putInt(CHUNK_BYTES).putInt(chunks());
    out.putLong(parameters);
    out.putInt(shape.dim()).putInt(shape.hidden()).putInt(shape.layers());
    out.putInt(shape.heads()).putInt(shape.kvHeads()).putInt(shape.headSize());
    out.putInt(shape.vocabulary()).putInt(shape.context());
    out.putInt(shape.sharedClassifier() ? SHARED_CLASSIFIER : 0);
    out.putInt(beginToken).putInt(endToken).putInt(tensors.size());
    out.put(PackedName.encode(name));
    for (PackedTensor tensor : tensors) {
      out.putShort((short) tensor.kind().ordinal()).putShort((short) tensor.type().ordinal());
      out.putInt(tensor.layer()).putInt(tensor.rows()).putInt(tensor.columns());
      out.putLong(tensor.offset()).putLong(tensor.bytes());
    }
    byte[] bytes = out.array();
    out.putInt(Long.BYTES, Checksum.of(bytes, UNCHECKED_BYTES, bytes.length - UNCHECKED_BYTES));
    return bytes;
  }

  /**
   * Decodes a header whose checksum is right.
   *
   * @throws IllegalArgumentException if it tells of what cannot be
   */
  static PackedHeader decode(byte[] bytes, String file) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    in.position(UNCHECKED_BYTES + Integer.BYTES);
    long dataOffset = in.getLong();
    long dataBytes = in.getLong();
    int chunkBytes = in.getInt();
    int chunks = in.getInt();
    long parameters = in.getLong();
    int dim = in.getInt();
    int hidden = in.getInt();
    int layers = in.getInt();
    int heads = in.getInt();
    int kvHeads = in.getInt();
    int headSize = in.getInt();
    int vocabulary = in.getInt();
    int context = in.getInt();
    int flags = in.getInt();
    ModelShape shape =
        new ModelShape(
                dim,
                hidden,
                layers,
                heads,
                kvHeads,
                vocabulary,
                context,
                (flags & SHARED_CLASSIFIER) != 0)
            .check(file);
    int beginToken = in.getInt();
    int endToken = in.getInt();
    int count = in.getInt();
    require(bytes.length == FIXED_BYTES + (long) ENTRY_BYTES * count, "its table has another size");
    require(headSize == shape.headSize(), "its heads have another size");
    require((flags & ~SHARED_CLASSIFIER) == 0, "it has unknown flags");
    require(chunkBytes == CHUNK_BYTES, "its chunks have another size");
    require(dataBytes > 0 && dataBytes <= Long.MAX_VALUE / 2, "it has no data");
    byte[] name = new byte[PackedName.BYTES];
    in.get(name);
    List<PackedTensor> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tensors.add(tensor(in));
    }
    PackedHeader header =
        new PackedHeader(
            PackedName.decode(name), shape, beginToken, endToken, parameters, tensors, dataBytes);
    require(chunks == header.chunks(), "it has another number of chunks");
    require(dataOffset == header.dataOffset(), "its data starts elsewhere");
    return header;
  }

  private static PackedTensor tensor(ByteBuffer in) {
    int kind = Short.toUnsignedInt(in.getShort());
    int type = Short.toUnsignedInt(in.getShort());
    require(kind < TensorKind.values().length, "it has a tensor of unknown kind");
    require(type < DataType.values().length, "it has a tensor of unknown type");
    return new PackedTensor(
        TensorKind.values()[kind],
        DataType.values()[type],
        in.getInt(),
        in.getInt(),
        in.getInt(),
        in.getLong(),
        in.getLong());
  }

  private static void require(boolean ok, String problem) {
    if (!ok) {
      throw new IllegalArgumentException(problem);
    }
  }
}
