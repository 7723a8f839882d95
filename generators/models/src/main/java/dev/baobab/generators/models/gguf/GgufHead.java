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
      elements.forEach(this::put);
    } else {
      put(value.value());
    }
  }

  /** The types that are written here are told apart by their Java types. */
  private void put(Object value) {
    if (value instanceof String text) {
      putString(text);
    } else if (value instanceof Integer number) {
      putInt(number);
    } else if (value instanceof Float number) {
      putInt(Float.floatToRawIntBits(number));
    } else if (value instanceof Boolean truth) {
      out.write(truth ? 1 : 0);
    } else {
      throw new IllegalArgumentException("not written: " + value);
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
