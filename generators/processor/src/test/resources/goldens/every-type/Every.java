package demo;

import dev.baobab.dsl.module.OptionsBuilder;
import java.util.Locale;
import javax.annotation.processing.Generated;

/**
 * An option of every type
 */
@Generated("dev.baobab.generators.processor.KernelModuleProcessor")
public final class Every {
  private Every() {
  }

  /**
   * Has an option of every type, and options enough for a description that takes
   * more than one line: 1 &lt; 2 &amp;&amp; "a" != "b". It has a second paragraph.
   */
  public static Options options() {
    return new Options();
  }

  /**
   * Options of the module every-type.
   */
  public static final class Options extends OptionsBuilder {
    private Options() {
      super(EveryProvider.DESCRIPTOR);
    }

    /**
     * Whether to talk.
     *
     * @param verbose default true
     */
    public Options verbose(boolean verbose) {
      set("verbose", verbose);
      return this;
    }

    /**
     * How many tokens to look at; topP() comes after. Not more than there are.
     *
     * @param topK at least 1; in tokens; default 40
     */
    public Options topK(int topK) {
      set("top-k", (long) topK);
      return this;
    }

    /**
     * Any number of 32 bits.
     *
     * @param bias default -7
     */
    public Options bias(int bias) {
      set("bias", (long) bias);
      return this;
    }

    /**
     * Where the random numbers begin.
     *
     * @param seed at least 0; default 9007199254740993
     */
    public Options seed(long seed) {
      set("seed", seed);
      return this;
    }

    /**
     * Probability mass to keep; 1 keeps everything &amp; turns the filter off, and
     * the explanation of that is so long that it is broken into lines.
     *
     * @param topP 0 to 1.5; default 0.9
     */
    public Options topP(double topP) {
      set("top-p", topP);
      return this;
    }

    /**
     * What stands before the user's text: $L is not a placeholder.
     *
     * @param prompt a text of at most 16 bytes of UTF-8; default "$S "é" &#92;u
     * *&#47; &gt; "
     */
    public Options prompt(String prompt) {
      set("prompt", prompt);
      return this;
    }

    /**
     * What follows the last token.
     *
     * @param onExit one of halt, power-off; default power-off
     */
    public Options onExit(EveryOptions.OnExit onExit) {
      set("on-exit", onExit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      return this;
    }
  }
}
