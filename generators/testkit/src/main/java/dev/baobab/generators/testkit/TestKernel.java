// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleRequest;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.image.ProgressListener;
import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.pipeline.KernelRequest;
import dev.baobab.generators.toolchain.BuildListener;
import dev.baobab.generators.toolchain.ObjectCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A kernel declared by the ids of its modules. Immutable:
 *
 * <pre>{@code
 * RunResult run = TestKernel.of(catalog, "story", "top-k")
 *     .option("top-k.k", "1").option("story.temperature", "1").build().runHosted();
 * }</pre>
 *
 * <p>It tells the smallest real model's story, and leaves the machine by itself at the end. It is
 * built below {@code target/testkit}; what was built there before is used again.
 *
 * @param catalog the modules that can be chosen
 * @param modules ids of what is installed; what that requires comes with it
 * @param options values as text, by {@code module.option}
 * @param model the model that it boots into
 * @param others the models beside it
 */
public record TestKernel(
    ModuleCatalog catalog,
    List<String> modules,
    Map<String, String> options,
    TestModel model,
    List<TestModel> others) {
  private static final Path FOLDER = TestFolder.own("testkit");
  private static final ObjectCache OBJECTS = new ObjectCache(TestFolder.shared("objects"));

  public TestKernel {
    modules = List.copyOf(new TreeSet<>(modules));
    options = Map.copyOf(options);
    others = List.copyOf(others);
  }

  /** A kernel of some modules, and what they require. */
  public static TestKernel of(ModuleCatalog catalog, String... modules) {
    return new TestKernel(
        catalog,
        List.of(modules),
        Map.of("kernel.interactive", "false"),
        TestModel.stories260K(),
        List.of());
  }

  /** This kernel with more modules. */
  public TestKernel with(String... more) {
    TreeSet<String> all = new TreeSet<>(modules);
    all.addAll(List.of(more));
    return new TestKernel(catalog, List.copyOf(all), options, model, others);
  }

  /** This kernel with an option set, as text: {@code "sampler.seed", "42"}. */
  public TestKernel option(String name, String value) {
    Map<String, String> all = new TreeMap<>(options);
    all.put(name, value);
    return new TestKernel(catalog, modules, all, model, others);
  }

  /** This kernel for another model. */
  public TestKernel model(TestModel other) {
    return new TestKernel(catalog, modules, options, other, others);
  }

  /** This kernel with other models beside its own. */
  public TestKernel beside(TestModel... models) {
    return new TestKernel(catalog, modules, options, model, List.of(models));
  }

  /** This kernel with its model's matrices stored as another type. */
  public TestKernel quantize(DataType type) {
    return model(model.quantize(type));
  }

  /** This kernel with its model's file on the boot volume as it is, not packed. */
  public TestKernel asIs() {
    return model(model.asIs());
  }

  /** What it resolves to; nothing is built. */
  public Plan plan() {
    return request().plan();
  }

  /** Builds it below {@code target/testkit}. */
  public BuiltKernel build() throws IOException, InterruptedException {
    KernelPipeline pipeline = pipeline(FOLDER.resolve(name()));
    return new BuiltKernel(this, pipeline.shareObjects(OBJECTS));
  }

  /** Builds all of it in an empty folder. */
  public BuiltKernel buildAfresh(Path folder) throws IOException, InterruptedException {
    return new BuiltKernel(this, pipeline(folder));
  }

  KernelPipeline pipeline(Path folder) {
    return new KernelPipeline(request(), folder, BuildListener.NONE, ProgressListener.NONE);
  }

  /** The folder that this process's test kernels share the hosted runner in. */
  static Path sharedFolder() {
    return FOLDER.resolve("shared");
  }

  private String name() {
    String content = modules + " " + new TreeMap<>(options) + " " + model + " " + others;
    UUID hash = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    return hash.toString();
  }

  private KernelRequest request() {
    return KernelRequest.of(new Definition(this), catalog.loader(), FOLDER).overrides(options);
  }

  @Override
  public String toString() {
    return "kernel %s with %s".formatted(modules, new TreeMap<>(options));
  }

  @Kernel("baobab")
  private static final class Definition extends KernelDefinition {
    private final TestKernel kernel;

    Definition(TestKernel kernel) {
      this.kernel = kernel;
    }

    @Override
    protected void configure() {
      model(
          kernel
              .model
              .model()
              .and(kernel.others.stream().map(TestModel::model).toArray(Model[]::new)));
      for (String id : kernel.modules) {
        install(new Defaults(kernel.catalog.module(id)));
      }
    }
  }

  private record Defaults(ModuleDescriptor module) implements ModuleRequest {
    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }
}
