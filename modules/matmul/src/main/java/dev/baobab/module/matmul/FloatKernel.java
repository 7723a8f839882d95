// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.source.NasmWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kernel for float weights. All variants come from this one description, so they cannot drift
 * apart.
 *
 * <p>Each sum of a row and a token has one lane of a register, and takes the columns in ascending
 * order, one multiply-add each: so it is rounded alike with any number of panels and tokens.
 *
 * <p>With one token the weights are read from memory once, panel after panel, as one stream. Where
 * it pays, a block of {@code n} panels shares each element of x: one panel from each of {@code n}
 * bands, a band being a long run of adjacent panels, so that each is a stream of its own that the
 * processor's prefetchers follow. With several tokens, tiles of tokens are computed in turn while
 * the block's panels are in the cache.
 */
final class FloatKernel extends AssemblyKernel {
  /** {@code BB_PANEL_ROWS} of bb_weights.h. */
  static final int PANEL_ROWS = 16;

  private static final List<String> SAVED =
      List.of("rbx", "rbp", "rsi", "rdi", "r12", "r13", "r14", "r15");

  private final FloatType type;
  private final FloatShape shape;

  FloatKernel(InstructionSet set, FloatType type) {
    this(set, type, tuned(set, type));
  }

  FloatKernel(InstructionSet set, FloatType type, FloatShape shape) {
    super(set, type.name());
    this.type = type;
    this.shape = shape;
    checkRegisters();
  }

  private void checkRegisters() {
    FloatVectors vectors = FloatVectors.of(set());
    int ofPanel = PANEL_ROWS / vectors.lanes();
    int decode = vectors.reserved() + shape.bands() * ofPanel;
    int tile = vectors.reserved() + shape.panels() * (shape.tokens() + 1) * ofPanel;
    if (Math.max(decode, tile) > vectors.registers()) {
      throw new IllegalArgumentException(
          "tiles of %d panels x %d tokens: %s has %d registers, not %d"
              .formatted(
                  shape.panels(),
                  shape.tokens(),
                  set().title(),
                  vectors.registers(),
                  Math.max(decode, tile)));
    }
  }

  /** The shape. */
  FloatShape shape() {
    return shape;
  }

  /** The best shape of those measured. */
  private static FloatShape tuned(InstructionSet set, FloatType type) {
    int pass = type == FloatType.F32 ? 32 : 8;
    return switch (set) {
      case SSE2 -> new FloatShape(4, 1, 64, 1, 256, 1, 2, 2);
      // Long passes for float32: instructions are what counts in an emulator.
      case AVX2 -> new FloatShape(pass, 4, 4, pass, 0, 1, 6, 2);
      case AVX512 -> new FloatShape(8, 2, 64, 8, 256, 2, 8, 2);
      default -> throw new IllegalArgumentException("no float kernels for " + set);
    };
  }

  @Override
  Set<CpuFeature> features() {
    if (set() != InstructionSet.AVX2 || type != FloatType.F16) {
      return super.features();
    }
    Set<CpuFeature> features = new TreeSet<>(super.features());
    features.add(CpuFeature.F16C);
    return features;
  }

  @Override
  String summary() {
    return "Matrix times vectors: %s weights, %s; tiles of %d panels x %d tokens."
        .formatted(type, set().title(), shape.panels(), shape.tokens());
  }

  @Override
  void write(NasmWriter asm) {
    FloatVectors vectors = FloatVectors.of(set());
    vectors.constants(asm, type);
    new KernelFrame(set(), SAVED, vectors.registers(), FloatBody.SLOTS)
        .function(asm, symbol(), () -> new FloatBody(asm, vectors, type, shape).write());
  }
}
