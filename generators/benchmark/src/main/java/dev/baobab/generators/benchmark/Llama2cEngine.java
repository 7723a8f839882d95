// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.dsl.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A build of llama2.c's {@code run}: float32 only, and it tells nothing of prompts. */
final class Llama2cEngine implements Engine {
  private static final Pattern RATE = Pattern.compile("achieved tok/s: ([0-9.]+)");

  private final Path program;
  private final ModelFiles files;

  Llama2cEngine(Path program, ModelFiles files) {
    this.program = program;
    this.files = files;
  }

  @Override
  public String name() {
    return "llama2.c";
  }

  @Override
  public boolean runs(Case what) {
    return what.type() == DataType.F32 && what.depth() == 0;
  }

  @Override
  public void prepare(Case what) throws IOException {
    files.llama2c(what.shape());
    files.tokenizer(what.shape());
  }

  @Override
  public Sample measure(Case what) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program.toString(),
            files.llama2c(what.shape()).toString(),
            "-z",
            files.tokenizer(what.shape()).toString(),
            "-t",
            "0",
            // Its clock starts behind the first token.
            "-n",
            Integer.toString(what.decode() + 1));
    Program.Outcome run =
        Program.run(command, Map.of("OMP_NUM_THREADS", Integer.toString(what.cores())));
    Matcher rate = RATE.matcher(run.output());
    if (!rate.find()) {
      throw new BenchmarkException("%s says nothing of its speed:%n%s", program, run.output());
    }
    return new Sample(Double.NaN, Double.parseDouble(rate.group(1)), run.peakBytes());
  }
}
