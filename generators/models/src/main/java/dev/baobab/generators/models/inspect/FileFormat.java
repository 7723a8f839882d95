// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.codec.LittleEndian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The formats of models, told by how a file begins. */
public enum FileFormat {
  /** llama.cpp's. */
  GGUF,
  /** What the build puts on the stick. */
  PACKED,
  /** llama2.c's. */
  LLAMA2C;

  private static final int LOOKED_AT = 16;

  /** More than a number of llama2.c's header is in any model. */
  private static final int GREATEST = 1 << 20;

  private static final int NUMBERS = 7;

  /** The vocabulary's size, which may be negative in llama2.c's legacy format. */
  private static final int VOCABULARY = 5;

  /**
   * Tells a file's format.
   *
   * @throws ModelException if it is none of them
   */
  public static FileFormat of(Path path) throws IOException {
    try (ModelFile file = ModelFile.open(path)) {
      byte[] head = file.read(0, (int) Math.min(LOOKED_AT, file.size()));
      String start = new String(head, StandardCharsets.ISO_8859_1);
      if (start.startsWith("GGUF")) {
        return GGUF;
      }
      if (start.startsWith("BAOBABW1")) {
        return PACKED;
      }
      // 0x616b3432, little-endian, begins llama2.c's versions 1 and 2.
      if (start.startsWith("24ka") || isLegacy(file)) {
        return LLAMA2C;
      }
      throw unknown(file.name(), start);
    }
  }

  /** llama2.c's first format has no magic, but seven numbers that are sizes of a model. */
  private static boolean isLegacy(ModelFile file) throws IOException {
    if (file.size() < NUMBERS * Integer.BYTES) {
      return false;
    }
    byte[] head = file.read(0, NUMBERS * Integer.BYTES);
    for (int i = 0; i < NUMBERS; i++) {
      int number = LittleEndian.getInt(head, i * Integer.BYTES);
      int size = i == VOCABULARY ? Math.abs(number) : number;
      if (size < 1 || size > GREATEST) {
        return false;
      }
    }
    return true;
  }

  private static ModelException unknown(String name, String start) {
    String what = "is no model file that is known";
    String fix = "give a GGUF file, one of llama2.c's, or a packed model";
    String convert = "convert it with llama.cpp's convert_hf_to_gguf.py";
    if (start.startsWith("PK")) {
      what = "is a ZIP file, as PyTorch writes its models";
      fix = convert;
    } else if (start.startsWith("{", Long.BYTES)) {
      what = "is a safetensors file";
      fix = convert;
    } else if (start.startsWith("<") || start.startsWith("version https://git-lfs")) {
      what = "is a web page or a pointer to the model, not the model itself";
      fix = "download it again, for instance with mvn baobab:pull";
    }
    return new ModelException(ModelError.MODEL_FORMAT_UNKNOWN, fix, "%s %s.", name, what);
  }
}
