// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A kernel of ours in the hosted runner, with module {@code bench}. */
final class BaobabEngine implements Engine {
  private static final String PROMPT = "\n> ";
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Pattern FIGURES =
      Pattern.compile("(prompt|decode): (\\d+) tokens, (\\d+) ns");

  /** What a kernel needs beside its weights, cache and buffers. */
  private static final int SPARE_MIB = 512;

  private static final long MIB = 1 << 20;

  private final ModuleCatalog catalog;
  private final ModelFiles files;
  private final DataType kvCache;
  private final Map<Case, BuiltKernel> kernels = new HashMap<>();

  BaobabEngine(ModuleCatalog catalog, ModelFiles files, DataType kvCache) {
    this.catalog = catalog;
    this.files = files;
    this.kvCache = kvCache;
  }

  @Override
  public String name() {
    return "baobab";
  }

  @Override
  public boolean runs(Case what) {
    return true;
  }

  @Override
  public void prepare(Case what) throws IOException, InterruptedException {
    if (!kernels.containsKey(what)) {
      kernels.put(what, kernel(what).build());
    }
    kernels.get(what).volume();
  }

  private TestKernel kernel(Case what) throws IOException {
    List<String> modules = new ArrayList<>(List.of("bench", "repl"));
    // Every matrix kernel and vector set: the best one is picked on the machine.
    catalog.modules().stream()
        .map(module -> module.id())
        .filter(id -> id.startsWith("matmul-") || id.startsWith("vector-"))
        .forEach(modules::add);
    if (what.cores() > 1) {
      modules.add("smp");
    }
    TestModel model =
        new TestModel(files.llama2c(what.shape()), files.tokenizer(what.shape()))
            .quantize(what.type());
    return TestKernel.of(catalog, modules.toArray(String[]::new))
        .model(model)
        .option("kernel.interactive", "true")
        .option("kernel.kv-cache", kvCache.name().toLowerCase(Locale.ROOT))
        .option("bench.prompt", Integer.toString(what.prompt()))
        .option("bench.decode", Integer.toString(what.decode()))
        .option("bench.depth", Integer.toString(what.depth()));
  }

  @Override
  public Sample measure(Case what) throws IOException, InterruptedException {
    HostedMachine machine =
        HostedMachine.standard().processors(what.cores()).memoryMiB(memoryMiB(what));
    long peak;
    RunResult run;
    try (KernelProcess process = kernels.get(what).startHosted(machine)) {
      // The first time warms the caches; the second one counts.
      for (int time = 0; time < 2; time++) {
        process.await(PROMPT, PATIENCE);
        process.send("/bench\r");
      }
      process.await(PROMPT, PATIENCE);
      peak = PeakMemory.of(process.pid());
      process.send("/quit\r");
      run = process.finish(Optional.of(PATIENCE));
    }
    if (!run.ok()) {
      throw new BenchmarkException("the kernel fails: %s%n%s", run.reason(), run.lines());
    }
    return new Sample(
        rate(run.lines(), "prompt", what.prompt()),
        rate(run.lines(), "decode", what.decode()),
        peak);
  }

  /** The weights twice, the cache, and what else there is. */
  private static int memoryMiB(Case what) {
    long position = 2L * Float.BYTES * what.shape().model().dim() * what.shape().model().layers();
    long cache = position * Math.max(what.positions(), what.shape().model().context());
    return Math.toIntExact((2 * what.bytesPerToken() + cache) / MIB) + SPARE_MIB;
  }

  /** The last figure of its kind. */
  static double rate(String lines, String kind, int tokens) {
    List<MatchResult> figures =
        FIGURES.matcher(lines).results().filter(figure -> figure.group(1).equals(kind)).toList();
    if (tokens == 0) {
      return Double.NaN;
    }
    if (figures.isEmpty()) {
      throw new BenchmarkException("the kernel tells no %s figure:%n%s", kind, lines);
    }
    MatchResult last = figures.get(figures.size() - 1);
    return Sample.rate(Integer.parseInt(last.group(2)), Long.parseLong(last.group(3)));
  }
}
