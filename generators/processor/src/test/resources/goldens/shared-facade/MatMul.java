package demo;

import dev.baobab.dsl.module.OptionsBuilder;
import javax.annotation.processing.Generated;

/**
 * Builders of 2 modules.
 */
@Generated("dev.baobab.generators.processor.KernelModuleProcessor")
public final class MatMul {
  private MatMul() {
  }

  /**
   * Multiplies with AVX2.
   */
  public static Avx2 avx2() {
    return new Avx2();
  }

  /**
   * Multiplies with SSE2.
   */
  public static Sse2 sse2() {
    return new Sse2();
  }

  /**
   * Options of the module matmul-avx2.
   */
  public static final class Avx2 extends OptionsBuilder {
    private Avx2() {
      super(Avx2Provider.DESCRIPTOR);
    }

    /**
     * Rows of a block.
     *
     * @param rows 1 to 8; in rows; default 4
     */
    public Avx2 rows(int rows) {
      set("rows", (long) rows);
      return this;
    }
  }

  /**
   * Options of the module matmul-sse2.
   */
  public static final class Sse2 extends OptionsBuilder {
    private Sse2() {
      super(Sse2Provider.DESCRIPTOR);
    }

    /**
     * Rows of a block.
     *
     * @param rows 1 to 8; in rows; default 4
     */
    public Sse2 rows(int rows) {
      set("rows", (long) rows);
      return this;
    }
  }
}
