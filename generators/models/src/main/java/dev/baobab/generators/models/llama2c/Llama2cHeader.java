// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.ModelShape;
import dev.baobab.generators.models.codec.LittleEndian;
import java.io.IOException;

/**
 * The header of a model file.
 *
 * @param format which of the formats it is
 * @param shape the model's shape, checked
 * @param group elements that share a scale, in version 2; else 1
 */
record Llama2cHeader(Llama2cFormat format, ModelShape shape, int group) {
  /** Begins the headers of version 1 and 2. */
  private static final int MAGIC = 0x616b3432;

  /** Begins a GGUF file: a mistake that is easily made. */
  private static final int GGUF_MAGIC = 0x46554747;

  private static final int NUMBERS = 7;
  private static final int SHARED = (NUMBERS + 2) * Integer.BYTES;
  private static final int GROUP = SHARED + 1;
  private static final int GREATEST_GROUP = 1 << 20;

  static Llama2cHeader read(ModelFile file) throws IOException {
    require(file, Llama2cFormat.LEGACY);
    int first = LittleEndian.getInt(file.read(0, Integer.BYTES), 0);
    if (first == GGUF_MAGIC) {
      throw new ModelException(
          ModelError.MODEL_FORMAT_UNKNOWN,
          "give the model in llama2.c's format",
          "%s is a GGUF file, not one of llama2.c's.",
          file.name());
    }
    return first == MAGIC ? readVersioned(file) : readLegacy(file);
  }

  private static Llama2cHeader readLegacy(ModelFile file) throws IOException {
    byte[] head = file.read(0, Llama2cFormat.LEGACY.headerBytes());
    int vocabulary = LittleEndian.getInt(head, 5 * Integer.BYTES);
    // A classifier of its own is told by a negative size of the vocabulary.
    ModelShape shape = shape(head, 0, Math.abs(vocabulary), vocabulary > 0);
    return new Llama2cHeader(Llama2cFormat.LEGACY, shape.check(file.name()), 1);
  }

  private static Llama2cHeader readVersioned(ModelFile file) throws IOException {
    require(file, Llama2cFormat.VERSION_1);
    byte[] head = file.read(0, Llama2cFormat.VERSION_1.headerBytes());
    int version = LittleEndian.getInt(head, Integer.BYTES);
    int numbers = 2 * Integer.BYTES;
    int vocabulary = LittleEndian.getInt(head, numbers + 5 * Integer.BYTES);
    ModelShape shape = shape(head, numbers, vocabulary, head[SHARED] != 0);
    return switch (version) {
      case 1 -> new Llama2cHeader(Llama2cFormat.VERSION_1, shape.check(file.name()), 1);
      case 2 ->
          new Llama2cHeader(
              Llama2cFormat.VERSION_2,
              shape.check(file.name()),
              checkGroup(file, LittleEndian.getInt(head, GROUP)));
      default ->
          throw new ModelException(
              ModelError.MODEL_FORMAT_UNKNOWN,
              "export the model with llama2.c's export.py and --version 0, 1 or 2",
              "%s has version %d of llama2.c's format; 0, 1 and 2 are known.",
              file.name(),
              version);
    };
  }

  private static ModelShape shape(byte[] head, int at, int vocabulary, boolean sharedClassifier) {
    int[] number = new int[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      number[i] = LittleEndian.getInt(head, at + i * Integer.BYTES);
    }
    return new ModelShape(
        number[0],
        number[1],
        number[2],
        number[3],
        number[4],
        vocabulary,
        number[6],
        sharedClassifier);
  }

  private static int checkGroup(ModelFile file, int group) {
    if (group < 1 || group > GREATEST_GROUP) {
      throw new ModelException(
          ModelError.MODEL_SHAPE_INVALID,
          "copy the model's file again",
          "%s: group_size is %d: not from 1 to %d.",
          file.name(),
          group,
          GREATEST_GROUP);
    }
    return group;
  }

  private static void require(ModelFile file, Llama2cFormat format) {
    if (file.size() < format.headerBytes()) {
      throw new ModelException(
          ModelError.MODEL_SIZE_WRONG,
          "copy the model's file again",
          "%s has %d bytes, less than a header of llama2.c's, %d.",
          file.name(),
          file.size(),
          format.headerBytes());
    }
  }
}
