// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.generators.peer.LlamaPeer;
import java.io.IOException;

/** llama.cpp as a library. */
final class LlamaEngine implements Engine {
  private final LlamaPeer peer;
  private final ModelFiles files;

  LlamaEngine(LlamaPeer peer, ModelFiles files) {
    this.peer = peer;
    this.files = files;
  }

  @Override
  public String name() {
    return "llama.cpp";
  }

  @Override
  public boolean runs(Case what) {
    return true;
  }

  @Override
  public void prepare(Case what) throws IOException {
    files.gguf(what.shape(), what.type());
  }

  @Override
  public Sample measure(Case what) throws IOException, InterruptedException {
    LlamaPeer.Timing timing =
        peer.time(
            files.gguf(what.shape(), what.type()),
            what.cores(),
            what.prompt(),
            what.decode(),
            what.depth());
    return new Sample(
        Sample.rate(what.prompt(), timing.promptNanos()),
        Sample.rate(what.decode(), timing.decodeNanos()),
        timing.peakBytes());
  }
}
