package demo;

import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.OptionValues;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Generated;

/**
 * Registration of the module plain.
 */
@Generated("dev.baobab.generators.processor.KernelModuleProcessor")
public final class PlainProvider implements ModuleProvider {
  static final ModuleDescriptor DESCRIPTOR = new ModuleDescriptor(
      "plain",
      "Plainly.on",
      "A module without options",
      "Is either there or not.",
      Set.of("plain"),
      List.of(),
      List.of(),
      Set.of(),
      List.of(),
      List.of(),
      List.of());

  @Override
  public ModuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public FeatureModule composer(OptionValues values) {
    return new PlainModule(new View(values));
  }

  private static final class View implements Plain {
    View(OptionValues values) {
    }
  }
}
