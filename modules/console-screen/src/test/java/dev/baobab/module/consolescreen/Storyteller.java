// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.module.heapbump.Heap;
import dev.baobab.module.matmul.MatMul;
import dev.baobab.module.repl.Repl;
import dev.baobab.module.sampler.Sampler;
import dev.baobab.module.vector.Vectors;
import java.nio.file.Path;

/** A kernel that goes on with what is typed, on the screen. */
@Kernel("storyteller")
final class Storyteller extends KernelDefinition {
  private final Path weights;
  private final Path tokenizer;

  Storyteller(Path weights, Path tokenizer) {
    this.weights = weights;
    this.tokenizer = tokenizer;
  }

  @Override
  protected void configure() {
    model(Model.llama2c(weights.toString()).tokenizer(tokenizer.toString()));
    install(Heap.bump());
    install(MatMul.sse2(), MatMul.avx2());
    install(Vectors.avx2());
    install(Sampler.options().temperature(0).seed(1));
    install(Repl.options());
    install(ConsoleScreen.options());
  }
}
