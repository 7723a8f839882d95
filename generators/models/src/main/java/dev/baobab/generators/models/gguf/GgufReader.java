// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.codec.LittleEndian;
import dev.baobab.generators.models.gguf.GgufValue.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands in front of a GGUF file's data, from front to back. */
final class GgufReader {
  /** The least that a tensor's entry takes: name, one dimension, type, offset. */
  static final int LEAST_TENSOR_BYTES = 8 + 4 + 8 + 4 + 8;

  /** The least that a key with its value takes. */
  static final int LEAST_VALUE_BYTES = 8 + 4 + 1;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GREATEST_STRING = 64 << 20;
  private static final int MOST_DIMENSIONS = 4;
  private static final int GREATEST_DIMENSION = 1 << 24;

  private final ModelFile file;
  private byte[] buffer = {};
  private long bufferStart;
  private long position;

  GgufReader(ModelFile file) {
    this.file = file;
  }

  /** Where the next byte is. */
  long position() {
    return position;
  }

  /** The place in the buffer of the next bytes, which it is made to hold. */
  private int take(int length) throws IOException {
    if (length > file.size() - position) {
      throw GgufFile.invalid(file, "it ends within its header");
    }
    if (position + length > bufferStart + buffer.length) {
      int wanted = (int) Math.min(Math.max(length, BUFFER_BYTES), file.size() - position);
      buffer = file.read(position, wanted);
      bufferStart = position;
    }
    int at = (int) (position - bufferStart);
    position += length;
    return at;
  }

  int int32() throws IOException {
    int at = take(Integer.BYTES);
    return LittleEndian.getInt(buffer, at);
  }

  private long int64() throws IOException {
    return Integer.toUnsignedLong(int32()) | ((long) int32() << Integer.SIZE);
  }

  /** A number of things, each of which takes some bytes of the file at least. */
  long count(int leastBytes, String what) throws IOException {
    long count = int64();
    if (count < 0 || count > (file.size() - position) / leastBytes) {
      throw GgufFile.invalid(file, "it tells of %d %s".formatted(count, what));
    }
    return count;
  }

  String string() throws IOException {
    long length = count(1, "bytes of text");
    if (length > GREATEST_STRING) {
      throw GgufFile.invalid(file, "it has a text of %d bytes".formatted(length));
    }
    int at = take((int) length);
    return new String(buffer, at, (int) length, StandardCharsets.UTF_8);
  }

  GgufValue value() throws IOException {
    Type type = type();
    if (type != Type.ARRAY) {
      return new GgufValue(type, scalar(type), type);
    }
    Type elements = type();
    if (elements == Type.ARRAY) {
      throw GgufFile.invalid(file, "it has an array of arrays");
    }
    long count = count(1, "elements");
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      values.add(scalar(elements));
    }
    return GgufValue.array(elements, values);
  }

  private Type type() throws IOException {
    int number = int32();
    if (number < 0 || number >= Type.values().length) {
      throw GgufFile.invalid(file, "it has a value of unknown type %d".formatted(number));
    }
    return Type.values()[number];
  }

  private Object scalar(Type type) throws IOException {
    return switch (type) {
      case UINT8 -> Byte.toUnsignedInt(int8());
      case INT8 -> (int) int8();
      case UINT16 -> Short.toUnsignedInt(int16());
      case INT16 -> (int) int16();
      case UINT32, INT32 -> int32();
      case FLOAT32 -> Float.intBitsToFloat(int32());
      case BOOL -> int8() != 0;
      case STRING -> string();
      case UINT64, INT64 -> int64();
      case FLOAT64 -> Double.longBitsToDouble(int64());
      case ARRAY -> throw new IllegalArgumentException("no scalar");
    };
  }

  private byte int8() throws IOException {
    int at = take(Byte.BYTES);
    return buffer[at];
  }

  private short int16() throws IOException {
    int at = take(Short.BYTES);
    return LittleEndian.getShort(buffer, at);
  }

  GgufTensor tensor() throws IOException {
    String name = string();
    int count = int32();
    if (count < 1 || count > MOST_DIMENSIONS) {
      throw GgufFile.invalid(file, "tensor %s has %d dimensions".formatted(name, count));
    }
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dimensions.add(dimension(name));
    }
    if (dimensions.stream().skip(1).mapToDouble(d -> d).reduce(1, (a, b) -> a * b)
        > Integer.MAX_VALUE) {
      throw GgufFile.invalid(file, "tensor %s has dimensions %s".formatted(name, dimensions));
    }
    int number = int32();
    GgmlType type =
        GgmlType.numbered(number)
            .orElseThrow(
                () ->
                    GgufFile.invalid(
                        file, "tensor %s has type %d, which is not known".formatted(name, number)));
    int columns = dimensions.get(0);
    if (!type.fits(columns)) {
      throw GgufFile.invalid(
          file, "tensor %s has %d columns, no whole blocks of %s".formatted(name, columns, type));
    }
    return new GgufTensor(name, dimensions, type, int64());
  }

  private int dimension(String tensor) throws IOException {
    long dimension = int64();
    if (dimension < 1 || dimension > GREATEST_DIMENSION) {
      throw GgufFile.invalid(file, "tensor %s has a dimension of %d".formatted(tensor, dimension));
    }
    return (int) dimension;
  }
}
