// SPDX-License-Identifier: Apache-2.0
package dev.example.lipogram;

import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.module.matmul.MatMul;
import dev.baobab.module.repl.Repl;
import dev.baobab.module.story.Story;
import dev.baobab.module.vector.Vectors;
import dev.example.letterban.LetterBan;

/** Tells its story without a letter. */
@Kernel("lipogram")
public final class Lipogram extends KernelDefinition {
  @Override
  protected void configure() {
    model(
        Model.llama2c("../storyteller/models/demo.bin")
            .tokenizer("../storyteller/models/tokenizer.bin"));
    install(MatMul.sse2(), MatMul.avx2(), Vectors.avx2());
    install(LetterBan.options().letter("e"));
    install(Story.options().prompt("A cat"));
    install(Repl.options());
  }
}
