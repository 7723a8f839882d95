package demo;

import dev.baobab.dsl.module.OptionsBuilder;
import javax.annotation.processing.Generated;

/**
 * A module without options
 */
@Generated("dev.baobab.generators.processor.KernelModuleProcessor")
public final class Plainly {
  private Plainly() {
  }

  /**
   * Is either there or not.
   */
  public static On on() {
    return new On();
  }

  /**
   * Options of the module plain.
   */
  public static final class On extends OptionsBuilder {
    private On() {
      super(PlainProvider.DESCRIPTOR);
    }
  }
}
