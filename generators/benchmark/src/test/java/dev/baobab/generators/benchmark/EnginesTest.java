// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.llama2c.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engines say is understood; whole engines are measured by {@code ./bench}. */
class EnginesTest {
  private static final Case WHAT = new Case(Shape.STORIES_15M, DataType.Q8_0, 2, 512, 128, 0);

  /** What llama-bench prints: a head, then a line a test, all fields quoted. */
  private static final String CSV =
      """
      build_commit,cpu_info,model_filename,n_prompt,n_gen,test_time,avg_ns,avg_ts,stddev_ts
      "1a2b3c","A processor, fast","m.gguf","512","0","2025-02-03","123","4100.5","0.0"
      "1a2b3c","A processor, fast","m.gguf","0","128","2025-02-03","456","1234.25","0.0"
      """;

  @TempDir Path folder;

  private Path script(String text) throws IOException {
    Path script = folder.resolve("engine");
    Files.writeString(script, "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void llamaBenchIsReadByItsColumns() {
    assertThat(LlamaBenchEngine.rate(CSV, "n_prompt", 512)).isEqualTo(4100.5);
    assertThat(LlamaBenchEngine.rate(CSV, "n_gen", 128)).isEqualTo(1234.25);
    assertThat(LlamaBenchEngine.rate(CSV, "n_gen", 0)).isNaN();
    assertThatThrownBy(() -> LlamaBenchEngine.rate(CSV, "n_gen", 64))
        .hasMessageContaining("did not run its test");
    assertThatThrownBy(() -> LlamaBenchEngine.rate("error: no model", "n_gen", 64))
        .hasMessageContaining("printed no CSV:\nerror: no model");
  }

  @Test
  void theLastFiguresOfAKernelCount() {
    String lines =
        """
        > /bench
        prompt: 512 tokens, 900000000 ns, 568.9 tokens/s
        decode: 128 tokens, 900000000 ns, 142.2 tokens/s
        > /bench
        prompt: 512 tokens, 100000000 ns, 5120.0 tokens/s
        decode: 128 tokens, 50000000 ns, 2560.0 tokens/s
        """;

    assertThat(BaobabEngine.rate(lines, "prompt", 512)).isEqualTo(5120);
    assertThat(BaobabEngine.rate(lines, "decode", 128)).isEqualTo(2560);
    assertThat(BaobabEngine.rate(lines, "decode", 0)).isNaN();
    assertThatThrownBy(() -> BaobabEngine.rate("> /bench\n", "prompt", 512))
        .hasMessageContaining("tells no prompt figure");
  }

  @Test
  void llama2cTellsItsRate() throws IOException, InterruptedException {
    Path engine = script("echo \"$OMP_NUM_THREADS $*\" >&2; echo; echo 'achieved tok/s: 456.75'");

    Program.Outcome run =
        Program.run(List.of(engine.toString(), "-n", "129"), Map.of("OMP_NUM_THREADS", "2"));

    assertThat(run.output()).startsWith("2 -n 129\n").contains("achieved tok/s: 456.75");
    assertThat(new Llama2cEngine(engine, null).runs(WHAT)).isFalse();
  }

  @Test
  void aProgramThatFailsIsTold() throws IOException {
    Path engine = script("echo 'no such model' >&2; exit 3");

    assertThatThrownBy(() -> Program.run(List.of(engine.toString()), Map.of()))
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no such model");
  }

  @Test
  void theTokenizerIsOneOfLlama2c() throws IOException {
    Path file = Files.write(folder.resolve("tokenizer.bin"), RandomTokenizer.bytes(32_000));

    Vocabulary vocabulary = TokenizerFile.read(file);

    assertThat(vocabulary.tokens()).hasSize(32_000);
    assertThat(vocabulary.tokens()).extracting(Vocabulary.Token::text).doesNotHaveDuplicates();
  }

  @Test
  void memoryIsReadAtAPlausibleSpeed() throws IOException, InterruptedException {
    ReadLoop loop = ReadLoop.build(Path.of("target"));

    for (int threads = 1; threads <= 2; threads++) {
      assertThat(loop.bytesPerSecond(1 << 20, threads, 20)).isBetween(1e8, 1e13);
    }
  }

  @Test
  void peakMemoryIsThatOfTheProcess() {
    long ours = PeakMemory.of(ProcessHandle.current().pid());

    assertThat(ours).isGreaterThan(10 << 20);
    assertThat(PeakMemory.of(Long.MAX_VALUE)).isZero();
  }
}
