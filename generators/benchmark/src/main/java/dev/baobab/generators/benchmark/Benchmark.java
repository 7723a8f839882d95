// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.ModuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures what the command line asks for. {@code ./bench} starts it. */
public final class Benchmark {
  /** How long memory is read in a round. */
  private static final int READ_MILLIS = 300;

  private final Settings settings;
  private final Progress progress;
  private final ReadLoop readLoop;
  private final List<Engine> engines;

  private Benchmark(Settings settings, Progress progress, Path folder)
      throws IOException, InterruptedException {
    this.settings = settings;
    this.progress = progress;
    this.readLoop = ReadLoop.build(folder);
    this.engines = engines(settings, folder);
  }

  /** The command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Progress progress = new Progress(System.err, Boolean.getBoolean("bench.terminal"));
    try {
      Settings settings = Settings.parse(List.of(arguments));
      Path folder = Checkout.root().resolve("target/bench");
      Results results = new Benchmark(settings, progress, folder).run();
      progress.clear();
      System.out.print(Table.of(results));
      write(settings.json(), Json.of(results));
      write(settings.plot(), settings.depths().size() > 1 ? Curve.of(results) : Plot.of(results));
    } catch (BenchmarkException e) {
      progress.clear();
      System.err.println("bench: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void write(Optional<Path> file, String text) throws IOException {
    if (file.isPresent()) {
      Files.writeString(file.get(), text);
    }
  }

  private static List<Engine> engines(Settings settings, Path folder)
      throws IOException, InterruptedException {
    ModelFiles files = new ModelFiles(folder, settings.positions());
    List<Engine> engines = new ArrayList<>();
    engines.add(new BaobabEngine(ModuleCatalog.inCheckout(), files, settings.kvCache()));
    LlamaPeer peer =
        settings.llamaLibrary().isPresent()
            ? LlamaPeer.build(folder, settings.llamaLibrary().get())
            : LlamaPeer.build(folder);
    engines.add(new LlamaEngine(peer, files));
    settings.llamaBench().ifPresent(path -> engines.add(new LlamaBenchEngine(path, files)));
    settings.llama2c().ifPresent(path -> engines.add(new Llama2cEngine(path, files)));
    for (String wanted : settings.engines()) {
      if (engines.stream().noneMatch(engine -> engine.name().equals(wanted))) {
        throw new BenchmarkException(
            "there is no engine '%s': choose of %s; llama-bench and llama2.c need their paths",
            wanted, engines.stream().map(Engine::name).toList());
      }
    }
    engines.removeIf(
        engine -> !settings.engines().isEmpty() && !settings.engines().contains(engine.name()));
    return engines;
  }

  private Results run() throws IOException, InterruptedException {
    List<Figures> figures = new ArrayList<>();
    List<Case> cases = settings.cases();
    for (int i = 0; i < cases.size(); i++) {
      Case what = cases.get(i);
      String place = "[%d/%d] %s: ".formatted(i + 1, cases.size(), what);
      figures.addAll(measure(what, place));
    }
    if (figures.isEmpty()) {
      throw new BenchmarkException("none of the engines can run any of these cases");
    }
    return new Results(Machine.here(), figures);
  }

  /** All rounds of a case. Every other round takes the engines the other way round. */
  private List<Figures> measure(Case what, String place) throws IOException, InterruptedException {
    List<Engine> able = new ArrayList<>(engines.stream().filter(e -> e.runs(what)).toList());
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    List<Double> read = new ArrayList<>();
    for (Engine engine : able) {
      progress.show(place + "model and program of " + engine.name());
      engine.prepare(what);
      samples.put(engine.name(), new ArrayList<>());
    }
    for (int round = 0; round < settings.rounds(); round++) {
      String turn = "%sround %d of %d, ".formatted(place, round + 1, settings.rounds());
      progress.show(turn + "reading memory");
      read.add(readLoop.bytesPerSecond(what.bytesPerToken(), what.cores(), READ_MILLIS));
      for (Engine engine : able) {
        progress.show(turn + engine.name());
        samples.get(engine.name()).add(engine.measure(what));
      }
      Collections.reverse(able);
    }
    List<Figures> figures = new ArrayList<>();
    samples.forEach((engine, all) -> figures.add(new Figures(what, engine, all, read)));
    return figures;
  }
}
