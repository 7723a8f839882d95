// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.codec.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Encodes what stands in front of a GGUF file's data, padded to the alignment. */
final class GgufHead {
  /** {@code GGUF}. */
  static final int MAGIC = 0x46554747;

  /** What is written. */
  static final int VERSION = 3;

  /** What is read, too: it differs in nothing that is little-endian. */
  static final int OLDEST_VERSION = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private GgufHead() {}

  static byte[] encode(Map<String, GgufValue> metadata, List<GgufTensor> tensors) {
    List<byte[]> entries = new ArrayList<>();
    metadata.forEach((key, value) -> entries.add(entry(key, value)));
    return encode(entries, tensors, GgufTensor.ALIGNMENT);
  }

  /**
   * Encodes a head.
   *
   * @param entries of the metadata, each a key and its value
   */
  static byte[] encode(List<byte[]> entries, List<GgufTensor> tensors, int alignment) {
    GgufHead head = new GgufHead();
    head.putInt(MAGIC);
    head.putInt(VERSION);
    head.putLong(tensors.size());
    head.putLong(entries.size());
    entries.forEach(head.out::writeBytes);
    tensors.forEach(head::putTensor);
    long end = GgufTensor.align(head.out.size(), alignment);
    head.out.writeBytes(new byte[(int) (end - head.out.size())]);
    return head.out.toByteArray();
  }

  /** Encodes an entry of the metadata. */
  static byte[] entry(String key, GgufValue value) {
    GgufHead head = new GgufHead();
    head.putString(key);
    head.putInt(value.type().ordinal());
    head.putValue(value);
    return head.out.toByteArray();
  }

  private void putTensor(GgufTensor tensor) {
    putString(tensor.name());
    putInt(tensor.dimensions().size());
    tensor.dimensions().forEach(this::putLong);
    putInt(tensor.type().number());
    putLong(tensor.offset());
  }

  private void putValue(GgufValue value) {
    if (value.type() == GgufValue.Type.ARRAY) {
      List<?> elements = (List<?>) value.value();
      putInt(value.elements().ordinal());
      putLong(elements.size());
      elements.forEach(element -> put(value.elements(), element));
    } else {
      put(value.type(), value.value());
    }
  }

  private void put(GgufValue.Type type, Object value) {
    switch (type) {
      case UINT8, INT8 -> out.write((Integer) value);
      case UINT16, INT16 -> {
        out.write((Integer) value);
        out.write((Integer) value >>> Byte.SIZE);
      }
      case UINT32, INT32 -> putInt((Integer) value);
      case UINT64, INT64 -> putLong((Long) value);
      case FLOAT32 -> putInt(Float.floatToRawIntBits((Float) value));
      case FLOAT64 -> putLong(Double.doubleToRawLongBits((Double) value));
      case BOOL -> out.write((Boolean) value ? 1 : 0);
      case STRING -> putString((String) value);
      case ARRAY -> throw new IllegalArgumentException("an array of arrays");
    }
  }

  private void putString(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    putLong(bytes.length);
    out.writeBytes(bytes);
  }

  private void putInt(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    LittleEndian.putInt(bytes, 0, value);
    out.writeBytes(bytes);
  }

  private void putLong(long value) {
    putInt((int) value);
    putInt((int) (value >>> Integer.SIZE));
  }
}
