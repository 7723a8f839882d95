// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A build of llama.cpp's own benchmark, {@code llama-bench}. */
final class LlamaBenchEngine implements Engine {
  private final Path program;
  private final ModelFiles files;

  LlamaBenchEngine(Path program, ModelFiles files) {
    this.program = program;
    this.files = files;
  }

  @Override
  public String name() {
    return "llama-bench";
  }

  /** Only newer builds can decode behind a context. */
  @Override
  public boolean runs(Case what) {
    return what.depth() == 0;
  }

  @Override
  public void prepare(Case what) throws IOException {
    files.gguf(what.shape(), what.type());
  }

  @Override
  public Sample measure(Case what) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program.toString(),
            "-m",
            files.gguf(what.shape(), what.type()).toString(),
            "-p",
            Integer.toString(what.prompt()),
            "-n",
            Integer.toString(what.decode()),
            "-t",
            Integer.toString(what.cores()),
            "-r",
            "1",
            "-o",
            "csv");
    Program.Outcome run = Program.run(command, Map.of());
    return new Sample(
        rate(run.output(), "n_prompt", what.prompt()),
        rate(run.output(), "n_gen", what.decode()),
        run.peakBytes());
  }

  /** The speed of the test that has so many tokens in a column; NaN if none was asked for. */
  static double rate(String csv, String column, int tokens) {
    if (tokens == 0) {
      return Double.NaN;
    }
    List<List<String>> rows =
        csv.lines()
            .map(line -> Arrays.stream(line.split(",")).map(LlamaBenchEngine::bare).toList())
            .toList();
    List<String> head =
        rows.stream()
            .filter(row -> row.contains("avg_ts"))
            .findFirst()
            .orElseThrow(() -> new BenchmarkException("llama-bench printed no CSV:%n%s", csv));
    // The columns of interest are numbers; texts, which may hold a comma, come before them.
    int fromEnd = head.size() - head.indexOf(column);
    int rateFromEnd = head.size() - head.indexOf("avg_ts");
    return rows.subList(rows.indexOf(head) + 1, rows.size()).stream()
        .filter(row -> row.size() >= head.size())
        .filter(row -> row.get(row.size() - fromEnd).equals(Integer.toString(tokens)))
        .mapToDouble(row -> Double.parseDouble(row.get(row.size() - rateFromEnd)))
        .findFirst()
        .orElseThrow(() -> new BenchmarkException("llama-bench did not run its test:%n%s", csv));
  }

  private static String bare(String field) {
    return field.strip().replace("\"", "");
  }
}
