// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.generators.peer.NativeProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A plain loop that reads memory as fast as it can: what no engine can beat beyond the caches. */
public final class ReadLoop {
  private final NativeProgram program;

  private ReadLoop(NativeProgram program) {
    this.program = program;
  }

  /**
   * Compiles it, unless it is current.
   *
   * @param folder where it is put
   */
  public static ReadLoop build(Path folder) throws IOException, InterruptedException {
    return new ReadLoop(
        NativeProgram.build(ReadLoop.class, "read_bandwidth", List.of("read_bandwidth.c"), folder));
  }

  /**
   * Measures bytes a second.
   *
   * @param bytes that are read again and again
   * @param threads that share them
   * @param milliseconds that it takes, about
   */
  public double bytesPerSecond(long bytes, int threads, int milliseconds)
      throws IOException, InterruptedException {
    return Double.parseDouble(program.run(bytes, threads, milliseconds).strip());
  }
}
