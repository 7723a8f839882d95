// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A small model file of llama2.c's, written as its export.py writes them, from values that a test
 * can ask for: random numbers that depend on the tensor only.
 *
 * @param shape the model's shape
 */
public record TestFile(ModelShape shape) {
  private static final int MAGIC = 0x616b3432;
  private static final TensorKind[] NORMS = {
    TensorKind.ATTENTION_NORM, TensorKind.FEED_FORWARD_NORM, TensorKind.FINAL_NORM
  };
  private static final TensorKind[] MATRICES = {
    TensorKind.EMBEDDING,
    TensorKind.QUERY,
    TensorKind.KEY,
    TensorKind.VALUE,
    TensorKind.ATTENTION_OUT,
    TensorKind.GATE,
    TensorKind.DOWN,
    TensorKind.UP,
    TensorKind.CLASSIFIER
  };
  private static final TensorKind[] LEGACY = {
    TensorKind.EMBEDDING,
    TensorKind.ATTENTION_NORM,
    TensorKind.QUERY,
    TensorKind.KEY,
    TensorKind.VALUE,
    TensorKind.ATTENTION_OUT,
    TensorKind.FEED_FORWARD_NORM,
    TensorKind.GATE,
    TensorKind.DOWN,
    TensorKind.UP,
    TensorKind.FINAL_NORM
  };

  /** A shape whose columns are whole blocks. */
  public static TestFile blocks(boolean sharedClassifier) {
    return new TestFile(new ModelShape(64, 96, 3, 4, 2, 50, 32, sharedClassifier));
  }

  /** The values of a tensor. */
  public float[] values(TensorKind kind, int layer) {
    Random random = new Random(kind.ordinal() * 1000L + layer);
    float[] values = new float[kind.rows(shape) * kind.columns(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 0.1f;
    }
    return values;
  }

  /** The quants of a tensor in version 2. */
  public byte[] quants(TensorKind kind, int layer) {
    byte[] quants = new byte[kind.rows(shape) * kind.columns(shape)];
    new Random(kind.ordinal() * 2000L + layer).nextBytes(quants);
    return quants;
  }

  /** The scales of a tensor in version 2. */
  public float[] scales(TensorKind kind, int layer, int group) {
    Random random = new Random(kind.ordinal() * 3000L + layer);
    float[] scales = new float[kind.rows(shape) * kind.columns(shape) / group];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = 0.001f + random.nextFloat() * 0.01f;
    }
    return scales;
  }

  /** Writes the legacy format. */
  public Path legacy(Path file) throws IOException {
    ByteBuffer out = buffer();
    numbers(out, shape.sharedClassifier() ? shape.vocabulary() : -shape.vocabulary());
    for (TensorKind kind : LEGACY) {
      floats(out, kind);
    }
    for (int i = 0; i < shape.context() * shape.headSize(); i++) {
      out.putFloat(i);
    }
    if (!shape.sharedClassifier()) {
      floats(out, TensorKind.CLASSIFIER);
    }
    return write(out, file);
  }

  /** Writes version 1. */
  public Path version1(Path file) throws IOException {
    ByteBuffer out = versioned(1, 0);
    for (TensorKind kind : NORMS) {
      floats(out, kind);
    }
    for (TensorKind kind : MATRICES) {
      if (isStored(kind)) {
        floats(out, kind);
      }
    }
    return write(out, file);
  }

  /** Writes version 2. */
  public Path version2(Path file, int group) throws IOException {
    ByteBuffer out = versioned(2, group);
    for (TensorKind kind : NORMS) {
      floats(out, kind);
    }
    for (TensorKind kind : MATRICES) {
      for (int layer = 0; isStored(kind) && layer < copies(kind); layer++) {
        out.put(quants(kind, layer));
        for (float scale : scales(kind, layer, group)) {
          out.putFloat(scale);
        }
      }
    }
    return write(out, file);
  }

  private boolean isStored(TensorKind kind) {
    return kind != TensorKind.CLASSIFIER || !shape.sharedClassifier();
  }

  private ByteBuffer versioned(int version, int group) {
    ByteBuffer out = buffer().putInt(MAGIC).putInt(version);
    numbers(out, shape.vocabulary());
    out.put((byte) (shape.sharedClassifier() ? 1 : 0)).putInt(group);
    return out.position(256);
  }

  private void numbers(ByteBuffer out, int vocabulary) {
    out.putInt(shape.dim()).putInt(shape.hidden()).putInt(shape.layers()).putInt(shape.heads());
    out.putInt(shape.kvHeads()).putInt(vocabulary).putInt(shape.context());
  }

  private void floats(ByteBuffer out, TensorKind kind) {
    for (int layer = 0; layer < copies(kind); layer++) {
      for (float value : values(kind, layer)) {
        out.putFloat(value);
      }
    }
  }

  private int copies(TensorKind kind) {
    return kind.isOfLayer() ? shape.layers() : 1;
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(8 << 20).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Path write(ByteBuffer out, Path file) throws IOException {
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return Files.write(file, bytes);
  }
}
