// SPDX-License-Identifier: Apache-2.0
package dev.baobab.examples.minimal;

import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.module.matmul.MatMul;
import dev.baobab.module.story.Story;

/** The least that generates text: the kernel brings what it requires, and nothing else. */
@Kernel("minimal")
public final class Minimal extends KernelDefinition {
  @Override
  protected void configure() {
    model(
        Model.llama2c("../storyteller/models/demo.bin")
            .tokenizer("../storyteller/models/tokenizer.bin"));
    install(MatMul.sse2());
    install(Story.options());
  }
}
