package demo;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.module.OptionValues;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Generated;

/**
 * Registration of the module matmul-sse2.
 */
@Generated("dev.baobab.generators.processor.KernelModuleProcessor")
public final class Sse2Provider implements ModuleProvider {
  static final ModuleDescriptor DESCRIPTOR = new ModuleDescriptor(
      "matmul-sse2",
      "MatMul.sse2",
      "Matrix kernels for SSE2",
      "Multiplies with SSE2.",
      Set.of("matmul-sse2"),
      List.of(),
      List.of(),
      Set.of(CpuFeature.SSE2),
      List.of(),
      List.of(),
      List.of(
          new OptionDescriptor(
              "rows",
              OptionType.INTEGER,
              4L,
              Optional.of(1.0),
              Optional.of(8.0),
              0,
              List.of(),
              "rows",
              false,
              "Rows of a block.")));

  @Override
  public ModuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public FeatureModule composer(OptionValues values) {
    return new Sse2Module(new View(values));
  }

  private static final class View implements Sse2Options {
    private final OptionValues values;

    View(OptionValues values) {
      this.values = values;
    }

    @Override
    public int rows() {
      return Math.toIntExact(values.integer("rows"));
    }
  }
}
