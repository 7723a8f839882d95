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
 * Registration of the module matmul-avx2.
 */
@Generated("dev.baobab.generators.processor.KernelModuleProcessor")
public final class Avx2Provider implements ModuleProvider {
  static final ModuleDescriptor DESCRIPTOR = new ModuleDescriptor(
      "matmul-avx2",
      "MatMul.avx2",
      "Matrix kernels for AVX2",
      "Multiplies with AVX2.",
      Set.of("matmul-avx2"),
      List.of(),
      List.of(),
      Set.of(CpuFeature.AVX2),
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
    return new Avx2Module(new View(values));
  }

  private static final class View implements Avx2Options {
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
