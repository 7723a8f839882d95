package demo;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.module.OptionValues;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Generated;

/**
 * Registration of the module every-type.
 */
@Generated("dev.baobab.generators.processor.KernelModuleProcessor")
public final class EveryProvider implements ModuleProvider {
  static final ModuleDescriptor DESCRIPTOR = new ModuleDescriptor(
      "every-type",
      "Every.options",
      "An option of every type",
      "Has an option of every type, and options enough for a description that takes "
      + "more than one line: 1 < 2 && \"a\" != \"b\". It has a second paragraph.",
      Set.of("every-type", "types"),
      List.of("heap", "console"),
      List.of("no-type"),
      Set.of(CpuFeature.SSE2, CpuFeature.AVX2),
      List.of("every.c", "fast/every_avx2.asm"),
      List.of("every.h"),
      List.of(
          new OptionDescriptor(
              "verbose",
              OptionType.BOOLEAN,
              true,
              Optional.empty(),
              Optional.empty(),
              0,
              List.of(),
              "",
              false,
              "Whether to talk."),
          new OptionDescriptor(
              "top-k",
              OptionType.INTEGER,
              40L,
              Optional.of(1.0),
              Optional.of(2.147483647E9),
              0,
              List.of(),
              "tokens",
              true,
              "How many tokens to look at; topP() comes after. Not more than there are."),
          new OptionDescriptor(
              "bias",
              OptionType.INTEGER,
              -7L,
              Optional.of(-2.147483648E9),
              Optional.of(2.147483647E9),
              0,
              List.of(),
              "",
              false,
              "Any number of 32 bits."),
          new OptionDescriptor(
              "seed",
              OptionType.INTEGER,
              9007199254740993L,
              Optional.of(0.0),
              Optional.empty(),
              0,
              List.of(),
              "",
              false,
              "Where the random numbers begin."),
          new OptionDescriptor(
              "top-p",
              OptionType.NUMBER,
              0.9,
              Optional.of(0.0),
              Optional.of(1.5),
              0,
              List.of(),
              "",
              false,
              "Probability mass to keep; 1 keeps everything & turns the filter off, and the "
              + "explanation of that is so long that it is broken into lines."),
          new OptionDescriptor(
              "prompt",
              OptionType.TEXT,
              "$S \"é\" \\u */ > ",
              Optional.empty(),
              Optional.empty(),
              16,
              List.of(),
              "",
              true,
              "What stands before the user's text: $L is not a placeholder."),
          new OptionDescriptor(
              "on-exit",
              OptionType.CHOICE,
              "power-off",
              Optional.empty(),
              Optional.empty(),
              0,
              List.of("halt", "power-off"),
              "",
              false,
              "What follows the last token.")));

  @Override
  public ModuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public FeatureModule composer(OptionValues values) {
    return new EveryModule(new View(values));
  }

  private static final class View implements EveryOptions {
    private final OptionValues values;

    View(OptionValues values) {
      this.values = values;
    }

    @Override
    public boolean verbose() {
      return values.flag("verbose");
    }

    @Override
    public int topK() {
      return Math.toIntExact(values.integer("top-k"));
    }

    @Override
    public int bias() {
      return Math.toIntExact(values.integer("bias"));
    }

    @Override
    public long seed() {
      return values.integer("seed");
    }

    @Override
    public double topP() {
      return values.number("top-p");
    }

    @Override
    public String prompt() {
      return values.text("prompt");
    }

    @Override
    public EveryOptions.OnExit onExit() {
      return EveryOptions.OnExit.valueOf(values.text("on-exit").toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
