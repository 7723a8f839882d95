// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.testkit.BuiltKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of docs/performance.md; tools/measure runs it. No test: it fails on nothing. */
class SpeedTable {
  private static final int ROUNDS = Integer.getInteger("measure.rounds", 15);
  private static final String LLAMA2C = System.getProperty("measure.llama2c", "");

  /** One way to make tokens. */
  private interface Contender {
    double tokensPerSecond() throws IOException, InterruptedException;
  }

  /** Each round runs every contender once, so that a noisy moment hits all. */
  @Test
  void hosted() throws IOException, InterruptedException {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put("read loop", () -> Speed.readBandwidth() / Speed.BYTES_A_TOKEN);
    for (String isa : List.of("avx512", "avx2", "sse2")) {
      BuiltKernel kernel = Speed.kernelFor(isa, Speed.CONTEXT).build();
      contenders.put(isa, () -> Speed.tokensPerSecond(kernel.runHosted(), Speed.CONTEXT));
    }
    if (!LLAMA2C.isEmpty()) {
      Path program = Path.of(LLAMA2C);
      contenders.put("llama2.c", () -> Speed.llama2c(program));
    }
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
        rates
            .computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
            .add(contender.getValue().tokensPerSecond());
      }
    }
    System.out.println(
        "| | best tokens/s | median | GB/s (best) | of read, best | of read, median |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    List<Double> read = rates.get("read loop");
    rates.forEach((name, values) -> System.out.println(row(name, values, read)));
  }

  private static String row(String name, List<Double> values, List<Double> read) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < values.size(); round++) {
      ratios.add(values.get(round) / read.get(round));
    }
    return "| %s | %.1f | %.1f | %.1f | %.2f | %.2f |"
        .formatted(
            name,
            best(values),
            median(values),
            best(values) * Speed.BYTES_A_TOKEN * 1e-9,
            best(values) / best(read),
            median(ratios));
  }

  private static double best(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  @Test
  void instructions() throws IOException, InterruptedException {
    System.out.println("| QEMU -cpu max | instructions a token |");
    System.out.println("| --- | --- |");
    for (int steps : new int[] {101, Speed.CONTEXT}) {
      QemuMachine machine = QemuMachine.standard().countingInstructions();
      BuiltKernel kernel = Speed.kernelFor("avx2", steps).build();
      double rate = Speed.tokensPerSecond(kernel.runQemu(machine), steps);
      System.out.printf("| positions 0 to %d | %.0f |%n", steps - 1, 1e9 / rate);
    }
  }
}
