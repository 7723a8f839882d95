// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import java.util.List;

/**
 * A value of a GGUF file's metadata.
 *
 * @param type its type
 * @param value an Integer for the integers of up to 32 bits (unsigned ones by their bits), a Long,
 *     a Float, a Double, a Boolean or a String; for arrays a list of these
 * @param elements the type of an array's elements; else {@code type} again
 */
public record GgufValue(Type type, Object value, Type elements) {
  /** Types of values, in order of their numbers ({@code enum gguf_type}). */
  public enum Type {
    /** 8 bits without sign. */
    UINT8,
    /** 8 bits. */
    INT8,
    /** 16 bits without sign. */
    UINT16,
    /** 16 bits. */
    INT16,
    /** 32 bits without sign. */
    UINT32,
    /** 32 bits. */
    INT32,
    /** Single precision. */
    FLOAT32,
    /** A byte, 0 or 1. */
    BOOL,
    /** 64 bits of length, then UTF-8. */
    STRING,
    /** A type, 64 bits of length, then elements. */
    ARRAY,
    /** 64 bits without sign. */
    UINT64,
    /** 64 bits. */
    INT64,
    /** Double precision. */
    FLOAT64
  }

  /** An unsigned number of 32 bits. */
  public static GgufValue uint32(int value) {
    return new GgufValue(Type.UINT32, value, Type.UINT32);
  }

  /** A float32. */
  public static GgufValue float32(float value) {
    return new GgufValue(Type.FLOAT32, value, Type.FLOAT32);
  }

  /** A truth value. */
  public static GgufValue bool(boolean value) {
    return new GgufValue(Type.BOOL, value, Type.BOOL);
  }

  /** A text. */
  public static GgufValue string(String value) {
    return new GgufValue(Type.STRING, value, Type.STRING);
  }

  /** An array whose elements are of one type. */
  public static GgufValue array(Type elements, List<?> values) {
    return new GgufValue(Type.ARRAY, List.copyOf(values), elements);
  }
}
