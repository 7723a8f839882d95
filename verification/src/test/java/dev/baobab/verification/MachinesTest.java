// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.generators.runners.DiskKind;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.RandomModel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same text on every machine: memory, its content, disk and processor change nothing. */
class MachinesTest {
  private static final String ALL = "matmul-sse2 matmul-avx2 matmul-avx512";

  private static BuiltKernel kernel;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    kernel = GoldenStory.SAMPLED.ask(Kernels.kernel(ALL.split(" "))).build();
  }

  /** Zeros, ones, the runner's own pattern; as floats small numbers, NaN and a large negative. */
  @ParameterizedTest
  @ValueSource(strings = {"0x00", "0x3f", "0xaf", "0xff"})
  void poisonedMemory(String poison) throws IOException, InterruptedException {
    RunResult run = kernel.runHosted(HostedMachine.standard().more("--poison", poison, "--guard"));

    assertThat(run).tells(GoldenStory.SAMPLED.text());
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 300, 4096})
  void memorySize(int mebibytes) throws IOException, InterruptedException {
    RunResult run = kernel.runHosted(HostedMachine.standard().memoryMiB(mebibytes));

    assertThat(run).tells(GoldenStory.SAMPLED.text());
  }

  @ParameterizedTest
  @EnumSource(DiskKind.class)
  void diskKind(DiskKind disk) throws IOException, InterruptedException {
    assertThat(kernel.runQemu(QemuMachine.standard().disk(disk))).tells(GoldenStory.SAMPLED.text());
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "qemu64,128,1",
    "Nehalem,256,1",
    "SandyBridge,512,1",
    "Haswell,512,2",
    "EPYC,1024,4",
    "max,3072,2"
  })
  void machine(String cpu, int mebibytes, int processors) throws IOException, InterruptedException {
    QemuMachine machine =
        QemuMachine.standard().cpu(cpu).memoryMiB(mebibytes).processors(processors);

    assertThat(kernel.runQemu(machine)).tells(GoldenStory.SAMPLED.text());
  }

  /** 61 MB of weights in a machine of 256 MiB; the same text as hosted with the same kernel. */
  @Test
  void largeModelInASmallMachine() throws IOException, InterruptedException {
    Path weights =
        RandomModel.stories15M().write(Path.of("target", "random15M.bin").toAbsolutePath(), 15);
    Path tokenizer = TestModel.stories260K().tokenizer().resolveSibling("llama2-tokenizer.bin");
    BuiltKernel large =
        Kernels.kernel("matmul-avx2")
            .model(new TestModel(weights, tokenizer))
            .option("story.steps", "16")
            .build();

    RunResult hosted = large.runHosted(HostedMachine.standard().memoryMiB(256));
    RunResult machine = large.runQemu(QemuMachine.standard().memoryMiB(256));

    assertThat(hosted).isOk().takesLessThan(Duration.ofSeconds(5));
    Assertions.assertThat(hosted.text()).hasSizeGreaterThan("Once upon a time".length());
    assertThat(machine).tells(hosted.textAsString());
  }
}
