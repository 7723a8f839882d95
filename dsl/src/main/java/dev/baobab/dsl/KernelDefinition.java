// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import dev.baobab.dsl.module.ModuleRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Declares one kernel: its model, its modules and its hardware.
 *
 * <pre>{@code
 * @Kernel("storyteller")
 * public final class Storyteller extends KernelDefinition {
 *   @Override protected void configure() {
 *     model(Model.llama2c("models/stories15M.bin").tokenizer("models/tokenizer.bin"));
 *     install(MatMul.sse2(), MatMul.avx2());
 *     install(Sampler.options().temperature(0.9).topP(0.9).seed(42));
 *   }
 * }
 * }</pre>
 */
public abstract class KernelDefinition {
  private final List<Declaration.Installation> installations = new ArrayList<>();
  private final List<Declaration.Prohibition> prohibitions = new ArrayList<>();
  private final List<HardwareProfile> profiles = new ArrayList<>();
  private Model model;
  private SourceLocation modelLocation;

  /** Declares the kernel by calling {@link #model}, {@link #install} and so on. */
  protected abstract void configure();

  /** Names the model that the kernel boots into. The last call counts. */
  protected final void model(Model model) {
    this.model = model;
    this.modelLocation = SourceLocation.ofCaller();
  }

  /**
   * Installs modules with their options. What they require is installed with them. A module that is
   * installed twice keeps the options of the last call.
   */
  protected final void install(ModuleRequest... requests) {
    SourceLocation location = SourceLocation.ofCaller();
    for (ModuleRequest request : requests) {
      installations.add(new Declaration.Installation(request, location));
    }
  }

  /**
   * Makes it an error if the kernel would contain a module with one of these ids, or one that
   * provides a capability of that name, whoever asks for it.
   */
  protected final void forbid(String... names) {
    SourceLocation location = SourceLocation.ofCaller();
    for (String name : names) {
      prohibitions.add(new Declaration.Prohibition(name, location));
    }
  }

  /** Declares a hardware profile, chosen with {@code -Dhardware=name}. */
  protected final void hardware(String name, Consumer<HardwareProfile.Builder> profile) {
    HardwareProfile.Builder builder = HardwareProfile.builder(name, SourceLocation.ofCaller());
    profile.accept(builder);
    profiles.add(builder.build());
  }

  /**
   * Runs {@link #configure} and returns what it declared.
   *
   * @throws IllegalStateException if the class has no {@link Kernel} annotation
   */
  public final Declaration declare() {
    Kernel kernel = getClass().getAnnotation(Kernel.class);
    if (kernel == null) {
      throw new IllegalStateException(
          getClass().getName() + " has no @Kernel(\"name\") annotation: add one");
    }
    installations.clear();
    prohibitions.clear();
    profiles.clear();
    model = null;
    configure();
    return new Declaration(
        kernel.value(),
        Optional.ofNullable(model),
        Optional.ofNullable(modelLocation),
        installations,
        prohibitions,
        profiles);
  }
}
