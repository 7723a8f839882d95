package ${package};

import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.module.matmul.MatMul;
import dev.baobab.module.repl.Repl;
import dev.baobab.module.sampler.Sampler;
import dev.baobab.module.story.Story;
import dev.baobab.module.vector.Vectors;

/** Boots into a story, and then into a prompt. */
@Kernel("${artifactId}")
public final class ${className} extends KernelDefinition {
  @Override
  protected void configure() {
    model(Model.llama2c("models/demo.bin").tokenizer("models/tokenizer.bin"));
    install(MatMul.sse2(), MatMul.avx2(), MatMul.avx512()); // the best one is picked on the machine
    install(Vectors.avx2(), Vectors.avx512()); // here too
    install(Sampler.options().temperature(0.8).topP(0.9));
    install(Story.options().prompt("Once upon a time"));
    install(Repl.options());
  }
}
